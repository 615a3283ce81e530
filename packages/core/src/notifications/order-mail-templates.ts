import { formatMoney } from "@cartwright/contracts/money";
import type { CheckoutFailure } from "@cartwright/contracts/orders";
import { DOWNLOAD_DAYS, DOWNLOADS_MAX } from "@cartwright/contracts/downloads";
import { formatDay } from "@cartwright/contracts/working-days";
import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE, type Locale } from "@cartwright/messages/locales";
import { failureOf } from "../orders/get-order.ts";
import { ORDER_LINK_DAYS } from "../orders/order-link-days.ts";
import type { DownloadLink } from "../orders/download-links.ts";
import type { MailOrder } from "../orders/read-for-mail.ts";
import { formatAddress } from "../places/format-address.ts";
import { lineName } from "./line-name.ts";
import type { MailBlock, MailDocument } from "./mail-document.ts";

/** Failures whose error message already says that nothing was charged. The others may follow a charge. */
const UNCHARGED: ReadonlySet<CheckoutFailure> = new Set([
  "payment_declined",
  "payment_insufficient_funds",
  "payment_expired",
]);

const LINES_MAX = 100;

/** An order, with links to its downloads if the mail carries them. */
export type OrderWithDownloads = MailOrder & { readonly downloads?: readonly DownloadLink[] };

type Translate = ReturnType<typeof getTranslations<"mails">>;

const text = (words: string): MailBlock => ({ kind: "text", text: words });

function laterText({ backorder, quantity }: MailOrder["lines"][number], t: Translate): string | null {
  if (!backorder) return null;
  const { units, shipsBy } = backorder;
  const date = formatDay(shipsBy);
  return units === quantity ? t("order.laterAll", { date }) : t("order.laterSome", { units, quantity, date });
}

function lineRows(order: MailOrder, t: Translate): MailBlock {
  const rows = order.lines.slice(0, LINES_MAX).map((line) => {
    const { cancelled, totalMinor } = line;
    const later = laterText(line, t);
    const name = lineName(line, t);
    const note = [later, cancelled > 0 ? t("order.lineCancelled", { count: cancelled }) : null]
      .filter(Boolean)
      .join(", ");
    return {
      label: note ? t("order.lineNote", { line: name, note }) : name,
      value: formatMoney(totalMinor, order.currency),
    };
  });
  return { kind: "rows", rows };
}

function totalRows(order: MailOrder, t: Translate): MailBlock {
  const money = (amountMinor: number) => formatMoney(amountMinor, order.currency);
  return {
    kind: "rows",
    rows: [
      { label: t("order.subtotal"), value: money(order.subtotalMinor) },
      ...(order.discountMinor > 0
        ? [
            {
              label: t(order.exchangeOf ? "exchange.credit" : "order.discount"),
              value: `-${money(order.discountMinor)}`,
            },
          ]
        : []),
      ...(order.shippingMethod === null
        ? []
        : [{ label: t("order.shipping", { method: order.shippingMethod }), value: money(order.shippingMinor) }]),
      { label: order.taxIncluded ? t("order.taxIncluded") : t("order.tax"), value: money(order.taxMinor) },
      { label: t("order.total"), value: money(order.totalMinor), strong: true },
      ...(order.giftCardMinor > 0 ? [{ label: t("order.giftCards"), value: `-${money(order.giftCardMinor)}` }] : []),
    ],
  };
}

/** Where it goes. Nothing for an order that does not ship. */
function addressOf({ shippingAddress: to }: MailOrder, t: Translate): MailBlock[] {
  return to ? [{ kind: "section", heading: t("order.deliverTo"), lines: formatAddress(to) }] : [];
}

/** A button for each line, and until when they work. */
function downloadBlocks(downloads: readonly DownloadLink[], t: Translate): MailBlock[] {
  if (downloads.length === 0) return [];
  const buttons = downloads.map(({ title, url }): MailBlock => {
    return { kind: "button", label: t("downloads.button", { title }), url };
  });
  return [...buttons, text(t("downloads.limits", { days: DOWNLOAD_DAYS, times: DOWNLOADS_MAX }))];
}

/** Sent when downloads were renewed: the earlier links no longer work. */
export function orderDownloadsMail(
  order: OrderWithDownloads,
  link: string,
  locale: Locale = DEFAULT_LOCALE,
): MailDocument {
  const t = getTranslations("mails", locale);
  return {
    subject: t("downloads.subject", { number: order.number }),
    preview: t("downloads.preview"),
    title: t("downloads.title"),
    blocks: [
      text(t("downloads.text", { number: order.number })),
      ...downloadBlocks(order.downloads ?? [], t),
      { kind: "button", label: t("viewOrder"), url: link },
    ],
  };
}

/** How the confirmation begins. An order that is sent in exchange reads as that. */
function confirmedOpening(
  order: MailOrder,
  t: Translate,
): Pick<MailDocument, "subject" | "preview" | "title"> & { lead: string } {
  const { number, exchangeOf } = order;
  if (exchangeOf) {
    const names = { number, of: exchangeOf.number };
    const [subject, title] = [t("exchange.subject"), t("exchange.title")];
    return { subject, title, preview: t("exchange.preview", names), lead: t("exchange.text", names) };
  }
  return {
    subject: t("confirmed.subject", { number }),
    title: t("confirmed.title"),
    preview: t("confirmed.preview", { total: formatMoney(order.totalMinor, order.currency) }),
    lead: t(order.shippingAddress ? "confirmed.text" : "confirmed.textDigital", { number }),
  };
}

/** Sent when an order is confirmed, with everything that a shopper checks. */
export function orderConfirmedMail(
  order: OrderWithDownloads,
  link: string,
  locale: Locale = DEFAULT_LOCALE,
): MailDocument {
  const t = getTranslations("mails", locale);
  const { lead, ...opening } = confirmedOpening(order, t);
  return {
    ...opening,
    blocks: [
      text(lead),
      { kind: "button", label: t("viewOrder"), url: link },
      ...downloadBlocks(order.downloads ?? [], t),
      lineRows(order, t),
      totalRows(order, t),
      ...addressOf(order, t),
    ],
  };
}

/** Sent when staff have changed where an order goes. */
export function orderAddressMail(order: MailOrder, link: string, locale: Locale = DEFAULT_LOCALE): MailDocument {
  const t = getTranslations("mails", locale);
  return {
    subject: t("addressChanged.subject", { number: order.number }),
    preview: t("addressChanged.preview"),
    title: t("addressChanged.title"),
    blocks: [
      text(t("addressChanged.text", { number: order.number })),
      ...addressOf(order, t),
      { kind: "button", label: t("viewOrder"), url: link },
    ],
  };
}

/**
 * Sent when an order is cancelled: why, if that helps the shopper, and what happens to the money. A checkout that failed reads as
 * that, and not as a cancellation: it says what the order's page says.
 */
export function orderCancelledMail(order: MailOrder, link: string, locale: Locale = DEFAULT_LOCALE): MailDocument {
  const t = getTranslations("mails", locale);
  const money =
    order.refundedMinor > 0
      ? t("cancelled.refunded", { amount: formatMoney(order.refundedMinor, order.currency) })
      : t("cancelled.notCharged");
  if (order.exchangeOf) return exchangeCancelledMail(order, { link, t, of: order.exchangeOf.number });
  const failure = failureOf(order.cancelReason);
  const uncharged =
    failure !== null && UNCHARGED.has(failure) && order.refundedMinor === 0
      ? getTranslations("errors", locale)(failure)
      : null;
  const reason = uncharged ?? (failure === null ? "" : getTranslations("checkoutFailures", locale)(`text.${failure}`));
  const kind = failure === null ? "cancelled" : "failed";
  return {
    subject: t(`${kind}.subject`, { number: order.number }),
    preview: uncharged ?? money,
    title: t(`${kind}.title`),
    blocks: [
      text(`${t(`${kind}.text`, { number: order.number })} ${reason}`.trim()),
      ...(uncharged === null ? [text(money)] : []),
      ...(failure === null ? [] : [text(t("failed.again"))]),
      { kind: "button", label: t("viewOrder"), url: link },
      lineRows(order, t),
    ],
  };
}

/** The same for an order that was to be sent in exchange, whatever the reason: no cart waits, and nothing was charged. */
function exchangeCancelledMail(
  order: MailOrder,
  { link, t, of }: { readonly link: string; readonly t: Translate; readonly of: string },
): MailDocument {
  const { number } = order;
  return {
    subject: t("cancelled.subject", { number }),
    preview: t("exchange.cancelled", { of }),
    title: t("cancelled.title"),
    blocks: [
      text(t("cancelled.text", { number })),
      text(t("exchange.cancelled", { of })),
      { kind: "button", label: t("viewOrder"), url: link },
      lineRows(order, t),
    ],
  };
}

/** Sent after a refund, with everything refunded so far. */
export const orderRefundedMail = (order: MailOrder, link: string, locale: Locale = DEFAULT_LOCALE): MailDocument =>
  refundMail(order, { link, locale, note: refundNote(order) });

/** Refunds go to the payment method first, and what gift cards paid goes back to them. */
function refundNote({ giftCardMinor, totalMinor }: MailOrder): "note" | "noteGiftCards" | "noteSplit" {
  if (giftCardMinor === 0) return "note";
  return giftCardMinor < totalMinor ? "noteSplit" : "noteGiftCards";
}

/** The same, after a refund that did not go to the original payment method. */
export const orderPaidByHandMail = (order: MailOrder, link: string, locale: Locale = DEFAULT_LOCALE): MailDocument =>
  refundMail(order, { link, locale, note: "noteByHand" });

function refundMail(
  order: MailOrder,
  {
    link,
    locale,
    note,
  }: {
    readonly link: string;
    readonly locale: Locale;
    readonly note: ReturnType<typeof refundNote> | "noteByHand";
  },
): MailDocument {
  const t = getTranslations("mails", locale);
  const amount = formatMoney(order.refundedMinor, order.currency);
  const total = formatMoney(order.totalMinor, order.currency);
  return {
    subject: t("refunded.subject", { number: order.number }),
    preview: t("refunded.preview", { amount }),
    title: t("refunded.title"),
    blocks: [
      text(t("refunded.text", { amount, total, number: order.number })),
      text(t(`refunded.${note}`)),
      { kind: "button", label: t("viewOrder"), url: link },
    ],
  };
}

/** Sent on request, when an earlier link has expired or is lost. */
export function orderLinkMail(order: MailOrder, link: string, locale: Locale = DEFAULT_LOCALE): MailDocument {
  const t = getTranslations("mails", locale);
  return {
    subject: t("orderLink.subject", { number: order.number }),
    preview: t("orderLink.preview"),
    title: t("orderLink.title"),
    blocks: [
      text(t("orderLink.text", { number: order.number, days: ORDER_LINK_DAYS })),
      { kind: "button", label: t("viewOrder"), url: link },
      { kind: "note", text: t("orderLink.ignore") },
    ],
  };
}
