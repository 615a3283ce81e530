import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** Of the line `line`: units that were refunded before they were packed, and are no longer to be sent. */
export const REMOVED_UNITS = sql`(
  select coalesce(sum(gone.removed), 0) from orders.refund_lines as gone
  where gone.order_id = line.order_id and gone.position = line.position)`;

/** Of the line `line` of the order `o`: units that are still to be packed. */
export const OPEN_UNITS = sql`case when line.requires_shipping and o.status in ('pending', 'confirmed') then greatest(0, line.quantity - ${REMOVED_UNITS} - (
  select coalesce(sum(part.quantity), 0) from orders.fulfillment_lines as part
  where part.order_id = line.order_id and part.position = line.position)) else 0 end`;

/** The parcels of the order `o` as JSON, oldest first. */
export const FULFILLMENTS = sql`(
  select coalesce(json_agg(json_build_object(
      'id', sent.id, 'state', sent.state, 'carrier', sent.carrier, 'trackingNumber', sent.tracking_number,
      'trackingUrl', sent.tracking_url, 'packedAt', sent.created_at, 'shippedAt', sent.shipped_at,
      'deliveredAt', sent.delivered_at, 'lines', (
        select coalesce(json_agg(json_build_object('lineId', part.position::text, 'quantity', part.quantity) order by part.position), '[]')
        from orders.fulfillment_lines as part where part.fulfillment_id = sent.id)) order by sent.created_at, sent.id), '[]')
  from orders.fulfillments as sent where sent.order_id = o.id)`;

/** What refunds of the order `o` were for, as JSON by the refund's id. Those of a cancellation say nothing. */
export const REFUND_NOTES = sql`(
  select coalesce(json_object_agg(back.id, json_build_object(
      'taxMinor', back.tax_minor, 'shippingMinor', back.shipping_minor, 'lines', (
        select coalesce(json_agg(json_build_object(
          'lineId', part.position::text, 'quantity', part.quantity, 'amountMinor', part.amount_minor) order by part.position), '[]')
        from orders.refund_lines as part where part.refund_id = back.id))), '{}')
  from orders.refunds as back where back.order_id = o.id)`;

/** Why staff made the refunds of an order, by the refund's id. Not for shoppers. */
export async function selectRefundReasons(db: Db, orderId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; reason: string }>`
    select id, reason from orders.refunds where order_id = ${orderId} order by created_at limit 1000`.execute(db);
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}
