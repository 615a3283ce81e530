import type { Tx } from "@cartwright/db/transaction";
import { createOrderLinks } from "../orders/order-link.ts";
import { readOrdersForMail } from "../orders/read-for-mail.ts";
import { readShipment } from "../orders/read-shipment.ts";
import { renderMail } from "./mail-document.ts";
import type { MailSite } from "./order-mails.ts";
import { storeMails } from "./queue-mail.ts";
import { orderShippedMail } from "./shipment-mail-template.ts";

export type { MailSite } from "./order-mails.ts";

/** Queues the mail about one parcel, once, or once for each corrected tracking number. Call `deps.nudgeRelay()` after. */
export async function queueShipmentMail(
  tx: Tx,
  site: MailSite,
  { fulfillmentId, corrected }: { readonly fulfillmentId: string; readonly corrected: boolean },
): Promise<void> {
  const shipment = await readShipment(tx, fulfillmentId);
  const [order] = shipment ? await readOrdersForMail(tx, [shipment.orderId]) : [];
  if (!shipment || !order) return;
  const links = await createOrderLinks(tx, site.publicOrigin, [order]);
  const occasion = corrected
    ? `${fulfillmentId}:${shipment.trackingNumber ?? ""}:${shipment.trackingUrl ?? ""}`
    : fulfillmentId;
  await storeMails(tx, [
    {
      template: "order_shipped",
      to: order.email,
      content: renderMail(orderShippedMail({ order, shipment, corrected }, links.get(order.id) ?? site.publicOrigin)),
      orderId: order.id,
      dedupeKey: `order_shipped:${occasion}`,
    },
  ]);
}
