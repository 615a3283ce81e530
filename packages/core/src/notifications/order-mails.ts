import { createHash } from "node:crypto";
import type { OrderId } from "@cartwright/contracts/ids";
import { mailboxOf } from "@cartwright/contracts/mailbox";
import type { PaymentStatus } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { newId } from "../kernel/ids.ts";
import { createDownloadLinks } from "../orders/download-links.ts";
import { createOrderLinks } from "../orders/order-link.ts";
import { type MailOrder, readOrdersForMail } from "../orders/read-for-mail.ts";
import { type MailDocument, renderMail } from "./mail-document.ts";
import {
  type OrderWithDownloads,
  orderAddressMail,
  orderCancelledMail,
  orderConfirmedMail,
  orderDownloadsMail,
  orderLinkMail,
  orderPaidByHandMail,
  orderRefundedMail,
} from "./order-mail-templates.ts";
import { selectIsQueued } from "./mails.sql.ts";
import { storeMails } from "./queue-mail.ts";

/** Where the shop is, for links in mails. `ApiSettings` satisfies it. */
export interface MailSite {
  readonly publicOrigin: string;
}

interface OrderMailKind {
  readonly template: string;
  readonly write: (order: OrderWithDownloads, link: string) => MailDocument;
  /** Distinguishes mails of this kind about the same order. */
  readonly occasion: (order: MailOrder) => string;
  /** Whether it carries links to the order's downloads. */
  readonly downloads?: boolean;
  /** What several orders share whose mails of this kind become one. Null for a mail of its own. */
  readonly checkout?: (order: MailOrder) => string | null;
}

const HOUR_MS = 3_600_000;
const UNPAID: ReadonlySet<string> = new Set<PaymentStatus>(["unpaid", "failed", "voided"]);

/**
 * A mailbox gets one mail an hour about orders that were not paid, whoever places them: a shopper tries one card after another, and
 * a stranger may type any address. Money that was taken is always reported.
 */
function failedCheckout({ email, paymentStatus, createdAt }: MailOrder): string | null {
  if (!UNPAID.has(paymentStatus)) return null;
  const hour = Math.floor(createdAt.getTime() / HOUR_MS);
  return createHash("sha256")
    .update(`${mailboxOf(email)} ${hour}`)
    .digest("hex");
}

const once = () => "";
const CONFIRMED: OrderMailKind = {
  template: "order_confirmed",
  write: orderConfirmedMail,
  occasion: once,
  downloads: true,
};
// Each renewal replaces the links, so each is mailed.
const DOWNLOADS: OrderMailKind = {
  template: "order_downloads",
  write: orderDownloadsMail,
  occasion: () => newId(),
  downloads: true,
};
const CANCELLED: OrderMailKind = {
  template: "order_cancelled",
  write: orderCancelledMail,
  occasion: once,
  checkout: failedCheckout,
};
// An order may be refunded in parts. Each refund changes the total.
const REFUNDED: OrderMailKind = {
  template: "order_refunded",
  write: orderRefundedMail,
  occasion: (order) => `${order.refundedMinor}`,
};
const PAID_BY_HAND: OrderMailKind = { ...REFUNDED, write: orderPaidByHandMail };

const dedupeKeyOf = (kind: OrderMailKind, order: MailOrder) =>
  `${kind.template}:${kind.checkout?.(order) ?? `${order.id}:${kind.occasion(order)}`}`;

/**
 * The function that queues one kind of mail. It reads the orders as the transaction sees them. Four statements for all, and two more when any has downloads.
 */
const queueing =
  (kind: OrderMailKind) =>
  async (tx: Tx, orderIds: readonly OrderId[], site: MailSite): Promise<void> => {
    const orders = await readOrdersForMail(tx, orderIds);
    const links = await createOrderLinks(tx, site.publicOrigin, orders);
    const digital = kind.downloads ? orders.filter((order) => order.hasDigital) : [];
    const downloads = await createDownloadLinks(
      tx,
      site.publicOrigin,
      digital.map((order) => order.id),
    );
    await storeMails(
      tx,
      orders.map((order) => ({
        template: kind.template,
        to: order.email,
        content: renderMail(
          kind.write(
            Object.assign({}, order, { downloads: downloads.get(order.id) ?? [] }),
            links.get(order.id) ?? site.publicOrigin,
          ),
        ),
        orderId: order.id,
        dedupeKey: dedupeKeyOf(kind, order),
      })),
    );
  };

// Each time that the order's email address changes.
const CONFIRMED_AGAIN: OrderMailKind = { ...CONFIRMED, occasion: () => newId() };
const ADDRESS: OrderMailKind = {
  template: "order_address_changed",
  write: orderAddressMail,
  occasion: () => newId(),
};

/** Queues the confirmation to an email address that an order has from now on. */
export const queueOrderConfirmedAgainMails = queueing(CONFIRMED_AGAIN);

/** Queues mails with the delivery address that each order has from now on. */
export const queueOrderAddressMails = queueing(ADDRESS);

/** Queues the confirmation of each order, once, in the transaction that confirms them. At most 500. */
export const queueOrderConfirmedMails = queueing(CONFIRMED);

/** Queues mails with new links to the downloads of each order, after they were renewed. */
export const queueDownloadMails = queueing(DOWNLOADS);

/** Queues cancellation mails, after the orders have moved: the mail gives the reason and what was refunded. */
export const queueOrderCancelledMails = queueing(CANCELLED);

const hourOf = (): string => `${Math.floor(Date.now() / HOUR_MS)}`;
const LINK: OrderMailKind = { template: "order_link", write: orderLinkMail, occasion: hourOf };

/** Queues a mail with a new link to each order, at most one an hour. */
export const queueOrderLinkMails = queueing(LINK);

/** Queues refund mails, after the refunded amount was written. One mail for each new total. */
export const queueOrderRefundedMails = queueing(REFUNDED);
export const queueOrderPaidByHandMails = queueing(PAID_BY_HAND);

/** Whether an order has had such a mail in this hour. */
export async function hadLinkMail(db: Db, order: MailOrder): Promise<boolean> {
  return selectIsQueued(db, dedupeKeyOf(LINK, order));
}
