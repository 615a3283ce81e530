import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import type { ReturnState } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/**
 * Of the line `line` of the order `o`: units that have arrived, are not part of a return, and were not refunded without one.
 * Of a return that is over, only the units that came back count.
 */
export const RETURNABLE_UNITS = sql`case when line.requires_shipping and o.fulfillment_status in ('partially_delivered', 'delivered', 'partially_returned')
  then greatest(0, (
    select coalesce(sum(part.quantity), 0)
    from orders.fulfillment_lines as part
    join orders.fulfillments as sent on sent.id = part.fulfillment_id and sent.state = 'delivered'
    where part.order_id = line.order_id and part.position = line.position
  ) - (
    select coalesce(sum(case request.state when 'received' then back.received else back.quantity end), 0)
    from orders.return_lines as back
    join orders.returns as request on request.id = back.return_id and request.state <> 'refused'
    where back.order_id = line.order_id and back.position = line.position
  ) - (
    select coalesce(sum(part.quantity - part.removed), 0)
    from orders.refund_lines as part
    join orders.refunds as refund on refund.id = part.refund_id and refund.return_id is null
    where part.order_id = line.order_id and part.position = line.position
  )) else 0 end`;

/** How many units of each line can be returned, by the line's position. The caller has locked the order. */
export async function selectReturnableUnits(tx: Tx, orderId: OrderId): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ position: number; units: number }>`
    select line.position, (${RETURNABLE_UNITS})::int as units
    from orders.order_lines as line join orders.orders as o on o.id = line.order_id
    where line.order_id = ${orderId}`.execute(tx);
  return new Map(rows.map(({ position, units }) => [position, units]));
}

export interface NewReturn {
  readonly id: string;
  readonly orderId: OrderId;
  readonly lines: readonly { readonly position: number; readonly quantity: number; readonly reason: string }[];
}

/** Whether an order has a return with this id. */
export async function hasReturn(tx: Tx, { id, orderId }: Pick<NewReturn, "id" | "orderId">): Promise<boolean> {
  const { rows } = await sql`select from orders.returns where id = ${id} and order_id = ${orderId}`.execute(tx);
  return rows.length > 0;
}

/** Inserts a requested return of some units, at least one line. False when the id is taken. */
export async function insertReturn(tx: Tx, { id, orderId, lines }: NewReturn): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with requested as (
      insert into orders.returns (id, order_id) values (${id}, ${orderId})
      on conflict (id) do nothing returning id, order_id
    )
    insert into orders.return_lines (return_id, order_id, position, quantity, reason)
    select requested.id, requested.order_id, line.position, line.quantity, line.reason
    from requested, unnest(${lines.map((line) => line.position)}::smallint[], ${lines.map((line) => line.quantity)}::int[],
      ${lines.map((line) => line.reason)}::text[]) as line (position, quantity, reason)`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface ReturnRow {
  readonly id: string;
  readonly orderId: OrderId;
  readonly state: ReturnState;
  readonly lines: readonly {
    readonly lineId: string;
    readonly variantId: VariantId;
    readonly quantity: number;
    readonly received: number;
  }[];
}

/** A return with its lines. Its state is certain only while its order is locked. */
export async function selectReturn(db: Db | Tx, id: string): Promise<ReturnRow | null> {
  const { rows } = await sql<ReturnRow>`
    select request.id, request.order_id as "orderId", request.state,
      (select coalesce(json_agg(json_build_object('lineId', back.position::text, 'variantId', line.variant_id,
          'quantity', back.quantity, 'received', back.received) order by back.position), '[]')
        from orders.return_lines as back
        join orders.order_lines as line on line.order_id = back.order_id and line.position = back.position
        where back.return_id = request.id) as lines
    from orders.returns as request where request.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Moves a return from the state it is expected in. Without a note, the one it has stays. */
export async function moveReturn(
  tx: Tx,
  move: { readonly id: string; readonly from: ReturnState; readonly to: ReturnState; readonly note: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders.returns set state = ${move.to}, updated_at = now(),
      note = case when ${move.note} = '' then note else ${move.note} end
    where id = ${move.id} and state = ${move.from}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Adds to the received units of a return's lines. */
export async function addReceived(
  tx: Tx,
  id: string,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): Promise<void> {
  await sql`
    update orders.return_lines as back set received = back.received + came.quantity
    from unnest(${lines.map(({ lineId }) => Number(lineId))}::smallint[], ${lines.map(({ quantity }) => quantity)}::int[])
      as came (position, quantity)
    where back.return_id = ${id} and back.position = came.position`.execute(tx);
}

export interface MailReturnRow {
  /** What staff wrote to the shopper. Empty without. */
  readonly note: string;
  readonly lines: readonly { readonly title: string; readonly quantity: number; readonly received: number }[];
}

/** What the mails about a return say. */
export async function selectReturnForMail(db: Db, id: string): Promise<MailReturnRow | null> {
  const { rows } = await sql<MailReturnRow>`
    select request.note, (
        select coalesce(json_agg(json_build_object('title', line.title, 'quantity', back.quantity, 'received', back.received)
          order by back.position), '[]')
        from orders.return_lines as back
        join orders.order_lines as line on line.order_id = back.order_id and line.position = back.position
        where back.return_id = request.id) as lines
    from orders.returns as request where request.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
