import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { orderLink } from "../orders/order-link.ts";
import { type MailOrder, readOrdersForMail } from "../orders/read-for-mail.ts";
import { type MailDocument, renderMail } from "./mail-document.ts";
import { orderCancelledMail, orderConfirmedMail, orderRefundedMail, orderShippedMail } from "./order-mail-templates.ts";
import { storeMails } from "./queue-mail.ts";

/** Where links in mails lead, and what signs them. `ApiSettings` satisfies it. */
export interface MailSite {
  readonly publicOrigin: string;
  readonly linkSecrets: readonly string[];
}

interface OrderMailKind {
  readonly template: string;
  readonly write: (order: MailOrder, link: string) => MailDocument;
  /** What makes one mail of this kind the same as another, besides the order. */
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
// An order may be refunded in parts; each makes a new sum.
const REFUNDED: OrderMailKind = {
  template: "order_refunded",
  write: orderRefundedMail,
  occasion: (order) => `${order.refundedMinor}`,
};

/** One kind of mail as a function: it reads the orders as the transaction sees them now; three statements for all. */
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

/** Queues "your order is confirmed" for each order, once. In the transaction that confirms them; at most 500. */
export const queueOrderConfirmedMails = queueing(CONFIRMED);

/** Queues "your order is cancelled", after the orders' move: the mail tells their reason and what was refunded. */
export const queueOrderCancelledMails = queueing(CANCELLED);

/** Queues "your order has shipped", after the tracking number was written. */
export const queueOrderShippedMails = queueing(SHIPPED);

/** Queues "your refund is on its way", after the refunded sum was written; one mail for each new sum. */
export const queueOrderRefundedMails = queueing(REFUNDED);
