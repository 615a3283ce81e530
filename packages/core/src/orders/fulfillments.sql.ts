import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import type { FulfillmentState } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** How far the units of a line have come, and how many of them are refunded although they were packed. */
export interface LineUnitsRow {
  readonly position: number;
  readonly variantId: VariantId;
  /** What was ordered, less what was refunded before it was packed. None of a line that needs no shipping. */
  readonly toFulfill: number;
  /** Units of a line that needs no shipping which are not refunded. */
  readonly digital: number;
  /** Each of these counts includes the next: a delivered unit was packed and shipped, a returned one delivered. */
  readonly packed: number;
  readonly shipped: number;
  readonly delivered: number;
  readonly returned: number;
  /** Refunded without a return, and packed or sent nevertheless. */
  readonly refundedPacked: number;
}

/** The lines of an order by position. Certain while the order is locked. */
export async function selectLineUnits(tx: Db | Tx, orderId: OrderId): Promise<LineUnitsRow[]> {
  const { rows } = await sql<LineUnitsRow>`
    select line.position, line.variant_id as "variantId", case when line.requires_shipping then line.quantity - refunded.removed else 0 end::int as "toFulfill",
      (case when line.requires_shipping then 0 else line.quantity - refunded.units end)::int as digital,
      refunded.packed::int as "refundedPacked", sent.packed::int, sent.shipped::int, sent.delivered::int,
      back.returned::int
    from orders.order_lines as line
    cross join lateral (
      select coalesce(sum(part.removed), 0) as removed, coalesce(sum(part.quantity), 0) as units,
        coalesce(sum(part.quantity - part.removed) filter (where refund.return_id is null), 0) as packed
      from orders.refund_lines as part join orders.refunds as refund on refund.id = part.refund_id
      where part.order_id = line.order_id and part.position = line.position) as refunded
    cross join lateral (
      select coalesce(sum(part.quantity), 0) as packed,
        coalesce(sum(part.quantity) filter (where parcel.shipped_at is not null), 0) as shipped,
        coalesce(sum(part.quantity) filter (where parcel.delivered_at is not null), 0) as delivered
      from orders.fulfillment_lines as part join orders.fulfillments as parcel on parcel.id = part.fulfillment_id
      where part.order_id = line.order_id and part.position = line.position) as sent
    cross join lateral (
      select coalesce(sum(part.received), 0) as returned from orders.return_lines as part
      where part.order_id = line.order_id and part.position = line.position) as back
    where line.order_id = ${orderId} order by line.position`.execute(tx);
  return rows;
}

/** How a parcel travels. */
export interface Tracking {
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
}

export interface FulfillmentRow extends Tracking {
  readonly id: string;
  readonly orderId: OrderId;
  readonly state: FulfillmentState;
}

/** A parcel. Its state is certain only while its order is locked. */
export async function selectFulfillment(tx: Tx, id: string): Promise<FulfillmentRow | null> {
  const { rows } = await sql<FulfillmentRow>`
    select id, order_id as "orderId", state, carrier, tracking_number as "trackingNumber", tracking_url as "trackingUrl"
    from orders.fulfillments where id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

export interface NewFulfillment extends Tracking {
  readonly id: string;
  readonly orderId: OrderId;
  readonly lines: readonly { readonly position: number; readonly quantity: number }[];
}

/** Inserts a packed parcel with its lines. False when the id is taken. */
export async function insertFulfillment(tx: Tx, parcel: NewFulfillment): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with packed as (
      insert into orders.fulfillments (id, order_id, carrier, tracking_number, tracking_url)
      values (${parcel.id}, ${parcel.orderId}, ${parcel.carrier}, ${parcel.trackingNumber}, ${parcel.trackingUrl})
      on conflict (id) do nothing returning id, order_id
    )
    insert into orders.fulfillment_lines (fulfillment_id, order_id, position, quantity)
    select packed.id, packed.order_id, line.position, line.quantity
    from packed, unnest(${parcel.lines.map((line) => line.position)}::smallint[], ${parcel.lines.map((line) => line.quantity)}::int[])
      as line (position, quantity)`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Ships a packed parcel. Zero rows mean that it is not packed any more. */
export async function shipPacked(tx: Tx, id: string, tracking: Tracking): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders.fulfillments set state = 'shipped', shipped_at = clock_timestamp(), updated_at = now(),
      carrier = ${tracking.carrier}, tracking_number = ${tracking.trackingNumber}, tracking_url = ${tracking.trackingUrl}
    where id = ${id} and state = 'packed'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Marks a shipped parcel as delivered. */
export async function deliverShipped(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders.fulfillments set state = 'delivered', delivered_at = clock_timestamp(), updated_at = now()
    where id = ${id} and state = 'shipped'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Deletes a packed parcel and returns what was in it. Nothing when it is not packed any more. */
export async function deletePacked(
  tx: Tx,
  id: string,
): Promise<{ readonly position: number; readonly quantity: number }[]> {
  const { rows } = await sql<{ position: number; quantity: number }>`
    select part.position, part.quantity from orders.fulfillment_lines as part
    join orders.fulfillments as parcel on parcel.id = part.fulfillment_id and parcel.state = 'packed'
    where parcel.id = ${id} order by part.position`.execute(tx);
  if (rows.length > 0) await sql`delete from orders.fulfillments where id = ${id} and state = 'packed'`.execute(tx);
  return rows;
}

/** Replaces how a parcel travels. */
export async function updateTracking(tx: Tx, id: string, tracking: Tracking): Promise<void> {
  await sql`
    update orders.fulfillments set carrier = ${tracking.carrier}, tracking_number = ${tracking.trackingNumber},
      tracking_url = ${tracking.trackingUrl}, updated_at = now()
    where id = ${id}`.execute(tx);
}
