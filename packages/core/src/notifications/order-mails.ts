import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { orderLink } from "../orders/order-link.ts";
import { type MailOrder, readOrdersForMail } from "../orders/read-for-mail.ts";
import { type MailDocument, renderMail } from "./mail-document.ts";
import { orderCancelledMail, orderConfirmedMail, orderRefundedMail, orderShippedMail } from "./order-mail-templates.ts";
import { storeMails } from "./queue-mail.ts";

/** The origin of links in mails, and the secrets that sign them. `ApiSettings` satisfies it. */
export interface MailSite {
  readonly publicOrigin: string;
  readonly linkSecrets: readonly string[];
}

interface OrderMailKind {
  readonly template: string;
  readonly write: (order: MailOrder, link: string) => MailDocument;
  /** Distinguishes mails of this kind about the same order. */
  readonly occasion: (order: MailOrder) => string;
}

const once = () => "";
const CONFIRMED: OrderMailKind = { template: "order_confirmed", write: orderConfirmedMail, occasion: once };
const CANCELLED: OrderMailKind = { template: "order_cancelled", write: orderCancelledMail, occasion: once };
const SHIPPED: OrderMailKind = {
  template: "order_shipped",
  write: orderShippedMail,
  occasion: (order) => order.tracking ?? "",
};
// An order may be refunded in parts. Each refund changes the total.
const REFUNDED: OrderMailKind = {
  template: "order_refunded",
  write: orderRefundedMail,
  occasion: (order) => `${order.refundedMinor}`,
};

/**
 * The function that queues one kind of mail. It reads the orders as the transaction sees them. Three statements for all.
 */
const queueing =
  (kind: OrderMailKind) =>
  async (tx: Tx, orderIds: readonly OrderId[], site: MailSite): Promise<void> => {
    const orders = await readOrdersForMail(tx, orderIds);
    await storeMails(
      tx,
      orders.map((order) => ({
        template: kind.template,
        to: order.email,
        content: renderMail(kind.write(order, orderLink(site, order.number))),
        orderId: order.id,
        dedupeKey: `${kind.template}:${order.id}:${kind.occasion(order)}`,
      })),
    );
  };

/** Queues the confirmation of each order, once, in the transaction that confirms them. At most 500. */
export const queueOrderConfirmedMails = queueing(CONFIRMED);

/** Queues cancellation mails, after the orders have moved: the mail gives the reason and what was refunded. */
export const queueOrderCancelledMails = queueing(CANCELLED);

/**
 * Queues shipping mails, after the tracking number was written.
 * @public The mail is complete; shipping will be the first caller.
 */
export const queueOrderShippedMails = queueing(SHIPPED);

/** Queues refund mails, after the refunded amount was written. One mail for each new total. */
export const queueOrderRefundedMails = queueing(REFUNDED);
