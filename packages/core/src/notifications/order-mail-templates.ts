import { type ErrorReason, ERROR_CODES, isErrorReason } from "@cartwright/contracts/error-codes";
import { formatMoney } from "@cartwright/contracts/money";
import type { MailOrder } from "../orders/read-for-mail.ts";
import type { MailBlock, MailDocument } from "./mail-document.ts";

/** Reasons that a shopper is told in the table's words. Others are ours to sort out and are not explained. */
const TOLD: ReadonlySet<string> = new Set<ErrorReason>([
  "out_of_stock",
  "payment_declined",
  "payment_insufficient_funds",
  "payment_expired",
]);

const LINES_MAX = 100;

const text = (words: string): MailBlock => ({ kind: "text", text: words });

function lineRows(order: MailOrder): MailBlock {
  const rows = order.lines.slice(0, LINES_MAX).map((line) => {
    const kind = line.variantTitle === "" || line.variantTitle === "Default Title" ? "" : `, ${line.variantTitle}`;
    return {
      label: `${line.quantity} × ${line.title}${kind}`,
      value: formatMoney(line.totalMinor, order.currency),
    };
  });
  return { kind: "rows", rows };
}

function totalRows(order: MailOrder): MailBlock {
  const money = (amountMinor: number) => formatMoney(amountMinor, order.currency);
  const tax = { label: order.taxIncluded ? "Tax, included" : "Tax", value: money(order.taxMinor) };
  return {
    kind: "rows",
    rows: [
      { label: "Subtotal", value: money(order.subtotalMinor) },
      ...(order.discountMinor > 0 ? [{ label: "Discount", value: `-${money(order.discountMinor)}` }] : []),
      { label: order.shippingMethod, value: money(order.shippingMinor) },
      tax,
      { label: "Total", value: money(order.totalMinor), strong: true },
    ],
  };
}

function addressOf({ shippingAddress: to }: MailOrder): MailBlock {
  const place = `${to.postalCode} ${to.city}`;
  const lines = [to.name, to.line1, to.line2 ?? "", place, to.region ?? "", to.country];
  return { kind: "section", heading: "Ships to", lines: lines.filter((line) => line !== "") };
}

/** "We have your order", with everything a shopper checks. */
export function orderConfirmedMail(order: MailOrder, link: string): MailDocument {
  return {
    subject: `Order ${order.number} is confirmed`,
    preview: `Thank you. ${formatMoney(order.totalMinor, order.currency)}, on its way soon.`,
    title: "Thank you for your order",
    blocks: [
      text(`Your order ${order.number} is confirmed and paid. We write again when it ships.`),
      { kind: "button", label: "See your order", url: link },
      lineRows(order),
      totalRows(order),
      addressOf(order),
    ],
  };
}

function reasonInWords(order: MailOrder): string {
  const reason = order.cancelReason ?? "";
  return isErrorReason(reason) && TOLD.has(reason) ? ERROR_CODES[reason].message : "";
}

/** "It is cancelled", why if the shopper can make use of it, and what became of the money. */
export function orderCancelledMail(order: MailOrder, link: string): MailDocument {
  const money =
    order.refundedMinor > 0
      ? `${formatMoney(order.refundedMinor, order.currency)} is on its way back to you.`
      : "You owe nothing for it; money that was taken goes back to you.";
  return {
    subject: `Order ${order.number} is cancelled`,
    preview: money,
    title: "Your order is cancelled",
    blocks: [
      text(`Your order ${order.number} is cancelled. ${reasonInWords(order)}`.trim()),
      text(money),
      { kind: "button", label: "See your order", url: link },
      lineRows(order),
    ],
  };
}

/** "It has left the house", with the tracking number if there is one. */
export function orderShippedMail(order: MailOrder, link: string): MailDocument {
  const tracking: MailBlock[] =
    order.tracking === null ? [] : [{ kind: "section", heading: "Tracking", lines: [order.tracking] }];
  return {
    subject: `Order ${order.number} has shipped`,
    preview: "It is on its way to you.",
    title: "Your order is on its way",
    blocks: [
      text(`Your order ${order.number} left us with ${order.shippingMethod}.`),
      ...tracking,
      { kind: "button", label: "See your order", url: link },
      lineRows(order),
      addressOf(order),
    ],
  };
}

/** "Money is coming back": all that went back so far. */
export function orderRefundedMail(order: MailOrder, link: string): MailDocument {
  const amount = formatMoney(order.refundedMinor, order.currency);
  return {
    subject: `Refund for order ${order.number}`,
    preview: `${amount} is on its way back to you.`,
    title: "Your refund is on its way",
    blocks: [
      text(`We have refunded ${amount} of ${formatMoney(order.totalMinor, order.currency)} for order ${order.number}.`),
      text("It goes back the way it was paid. Banks usually need a few days to show it."),
      { kind: "button", label: "See your order", url: link },
    ],
  };
}
