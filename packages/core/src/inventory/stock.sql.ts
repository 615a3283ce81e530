import type { OrderId, ProductId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../kernel/ids.ts";
import type { StockCounts } from "./availability.ts";
import type { Reservation, ReservationState } from "./reservations.ts";

/** One variant's stock, while the caller holds its lock. */
export interface StockRow extends StockCounts {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  /** Working days until a unit ships that is not on hand. */
  readonly backorderDays: number;
  /** At this many free units or fewer, it is low. */
  readonly lowAt: number;
}

const ROW = sql`variant_id as "variantId", product_id as "productId", on_hand as "onHand", reserved, policy,
  backorder_days as "backorderDays", low_at as "lowAt"`;

/** A change of one variant's stock, and why. Negative decreases it. */
export interface StockDelta {
  readonly variantId: VariantId;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
}

export type MovementReason =
  | "initial"
  | "import"
  | "adjustment"
  | "reserve"
  | "release"
  | "expire"
  | "commit"
  | "restock"
  | "return"
  | "write_off";

/** One row of the append-only record of stock movements. */
export interface Movement extends StockDelta {
  readonly reason: MovementReason;
  readonly orderId: OrderId | null;
  readonly actorId?: UserId | null;
  readonly note?: string | null;
}

/** The stock of some variants, without locks. */
export async function selectStock(db: Db, variantIds: readonly VariantId[]): Promise<StockRow[]> {
  const { rows } = await sql<StockRow>`
    select ${ROW} from inventory.stock where variant_id = any(${variantIds}::uuid[])`.execute(db);
  return rows;
}

/** The stock of all variants of some products, without locks. */
export async function selectProductStock(db: Db, productIds: readonly ProductId[]): Promise<StockRow[]> {
  const { rows } = await sql<StockRow>`
    select ${ROW} from inventory.stock where product_id = any(${productIds}::uuid[])
    order by product_id, variant_id`.execute(db);
  return rows;
}

/** Creates missing rows with zero stock, by ascending variant id, like every lock on this table. */
export async function insertMissingStock(
  tx: Tx,
  rows: readonly { readonly variantId: VariantId; readonly productId: ProductId }[],
): Promise<void> {
  await sql`
    insert into inventory.stock (variant_id, product_id)
    select variant_id, product_id
    from unnest(${rows.map((row) => row.variantId)}::uuid[], ${rows.map((row) => row.productId)}::uuid[]) as given (variant_id, product_id)
    order by variant_id
    on conflict (variant_id) do nothing`.execute(tx);
}

/** Locks stock rows by ascending variant id, so that two transactions over the same variants queue and never deadlock. */
export async function lockStock(tx: Tx, variantIds: readonly VariantId[]): Promise<Map<VariantId, StockRow>> {
  const { rows } = await sql<StockRow>`
    select ${ROW} from inventory.stock where variant_id = any(${variantIds}::uuid[])
    order by variant_id for update`.execute(tx);
  return new Map(rows.map((row) => [row.variantId, row]));
}

/** Applies one delta per variant and writes the movements, in one statement. The rows are locked already. */
export async function applyDeltas(
  tx: Tx,
  deltas: readonly StockDelta[],
  movements: readonly Movement[],
): Promise<void> {
  if (movements.length === 0) return;
  await sql`
    with changed as (
      update inventory.stock as stock
      set on_hand = stock.on_hand + delta.on_hand, reserved = stock.reserved + delta.reserved, updated_at = now()
      from unnest(
        ${deltas.map((delta) => delta.variantId)}::uuid[],
        ${deltas.map((delta) => delta.onHandDelta)}::int[],
        ${deltas.map((delta) => delta.reservedDelta)}::int[]
      ) as delta (variant_id, on_hand, reserved)
      where stock.variant_id = delta.variant_id
    )
    insert into inventory.movements (variant_id, on_hand_delta, reserved_delta, reason, order_id, actor_id, note)
    select * from unnest(
      ${movements.map((movement) => movement.variantId)}::uuid[],
      ${movements.map((movement) => movement.onHandDelta)}::int[],
      ${movements.map((movement) => movement.reservedDelta)}::int[],
      ${movements.map((movement) => movement.reason)}::text[],
      ${movements.map((movement) => movement.orderId)}::uuid[],
      ${movements.map((movement) => movement.actorId ?? null)}::uuid[],
      ${movements.map((movement) => movement.note ?? null)}::text[])`.execute(tx);
}

export interface Hold {
  readonly orderId: OrderId;
  readonly variantId: VariantId;
  readonly quantity: number;
  /** How many of the units are not on hand, and the working days until those ship. Null when all are. */
  readonly backorder: { readonly units: number; readonly days: number } | null;
}

/** Inserts holds that expire `holdSeconds` from now, by the database's clock. */
export async function insertHolds(tx: Tx, holds: readonly Hold[], holdSeconds: number): Promise<void> {
  await sql`
    insert into inventory.reservations (id, order_id, variant_id, quantity, backordered, backorder_days, expires_at)
    select id, order_id, variant_id, quantity, backordered, backorder_days, now() + make_interval(secs => ${holdSeconds})
    from unnest(
      ${holds.map(() => newId())}::uuid[],
      ${holds.map((hold) => hold.orderId)}::uuid[],
      ${holds.map((hold) => hold.variantId)}::uuid[],
      ${holds.map((hold) => hold.quantity)}::int[],
      ${holds.map((hold) => hold.backorder?.units ?? 0)}::int[],
      ${holds.map((hold) => hold.backorder?.days ?? null)}::smallint[]
    ) as hold (id, order_id, variant_id, quantity, backordered, backorder_days)`.execute(tx);
}

/** Changes policies, and the working days of a backorder where given. The rows are locked already. */
export async function updatePolicies(
  tx: Tx,
  changes: readonly { readonly variantId: VariantId; readonly policy: StockPolicy; readonly backorderDays: number }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update inventory.stock as stock
    set policy = change.policy, backorder_days = change.backorder_days, updated_at = now()
    from unnest(
      ${changes.map((change) => change.variantId)}::uuid[],
      ${changes.map((change) => change.policy)}::text[],
      ${changes.map((change) => change.backorderDays)}::smallint[]
    ) as change (variant_id, policy, backorder_days)
    where stock.variant_id = change.variant_id`.execute(tx);
}

/** The reservations of some orders. The caller holds the orders' rows, so they do not change. */
export async function selectReservations(tx: Tx, orderIds: readonly OrderId[]): Promise<Reservation[]> {
  const { rows } = await sql<Reservation>`
    select order_id as "orderId", variant_id as "variantId", quantity, state
    from inventory.reservations where order_id = any(${orderIds}::uuid[])`.execute(tx);
  return rows;
}

/** Moves all reservations of some orders from one of the given states to another. */
export async function moveReservations(
  tx: Tx,
  orderIds: readonly OrderId[],
  move: { readonly from: readonly ReservationState[]; readonly to: ReservationState },
): Promise<void> {
  await sql`
    update inventory.reservations set state = ${move.to}, updated_at = now()
    where order_id = any(${orderIds}::uuid[]) and state = any(${move.from}::text[])`.execute(tx);
}

/** Decreases what an order has sold. A reservation of which nothing is left counts as restocked. */
export async function takeFromCommitted(
  tx: Tx,
  orderId: OrderId,
  units: readonly { readonly variantId: VariantId; readonly quantity: number }[],
): Promise<void> {
  await sql`
    update inventory.reservations as sold
    set state = case when sold.quantity = unit.quantity then 'restocked' else sold.state end,
      quantity = case when sold.quantity = unit.quantity then sold.quantity else sold.quantity - unit.quantity end,
      backordered = least(sold.backordered, greatest(sold.quantity - unit.quantity, 0)),
      backorder_days = case when least(sold.backordered, greatest(sold.quantity - unit.quantity, 0)) > 0 then sold.backorder_days end,
      updated_at = now()
    from unnest(${units.map((unit) => unit.variantId)}::uuid[], ${units.map((unit) => unit.quantity)}::int[]) as unit (variant_id, quantity)
    where sold.order_id = ${orderId} and sold.variant_id = unit.variant_id and sold.state = 'committed'`.execute(tx);
}

/** Orders whose holds expired at least `forMs` ago, the longest overdue first, by the database's clock. */
export async function selectExpiredHolds(
  db: Db,
  page: { readonly limit: number; readonly forMs: number },
): Promise<OrderId[]> {
  const { rows } = await sql<{ orderId: OrderId }>`
    select order_id as "orderId", min(expires_at) as since
    from inventory.reservations where state = 'held' and expires_at < now() - ${page.forMs} * interval '1 millisecond'
    group by order_id order by since limit ${page.limit}`.execute(db);
  return rows.map((row) => row.orderId);
}
