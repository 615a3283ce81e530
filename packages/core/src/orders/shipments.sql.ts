import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

export interface ShipmentRow {
  readonly id: string;
  readonly orderId: OrderId;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly trackingUrl: string | null;
  readonly lines: readonly { readonly title: string; readonly variantTitle: string; readonly quantity: number }[];
}

/** A parcel with what is in it. */
export async function selectShipment(db: Db, fulfillmentId: string): Promise<ShipmentRow | null> {
  const { rows } = await sql<ShipmentRow>`
    select sent.id, sent.order_id as "orderId", sent.carrier, sent.tracking_number as "trackingNumber",
      sent.tracking_url as "trackingUrl",
      (select coalesce(json_agg(json_build_object(
          'title', line.title, 'variantTitle', line.variant_title, 'quantity', part.quantity) order by part.position), '[]')
        from orders.fulfillment_lines as part
        join orders.order_lines as line on line.order_id = part.order_id and line.position = part.position
        where part.fulfillment_id = sent.id) as lines
    from orders.fulfillments as sent where sent.id = ${fulfillmentId}`.execute(db);
  return rows[0] ?? null;
}
