import type { Quote } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/money";
import { PAYMENT_LINK_DAYS } from "@cartwright/contracts/order-drafts";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE, type Locale } from "@cartwright/messages/locales";
import { lineName } from "./line-name.ts";
import { type MailDocument, renderMail } from "./mail-document.ts";
import { storeMails } from "./queue-mail.ts";

export type { MailSite } from "./order-mails.ts";

const LINES_MAX = 100;

/** Sent when staff have put an order together: what it contains, what it costs, and where it is paid. */
export function paymentLinkMail(quote: Quote, link: string, locale: Locale = DEFAULT_LOCALE): MailDocument {
  const t = getTranslations("mails", locale);
  const money = (minor: number) => formatMoney(minor, quote.currency);
  const total = money(quote.totalMinor);
  const rows = quote.lines.slice(0, LINES_MAX).map((line) => ({
    label: lineName(line, t),
    value: money(line.totalMinor),
  }));
  const method = quote.shippingMethods.find(({ id }) => id === quote.shippingMethodId)?.title;
  return {
    subject: t("paymentLink.subject", { total }),
    preview: t("paymentLink.preview"),
    title: t("paymentLink.title"),
    blocks: [
      { kind: "text", text: t("paymentLink.text", { days: PAYMENT_LINK_DAYS }) },
      { kind: "button", label: t("paymentLink.button"), url: link },
      { kind: "rows", rows },
      {
        kind: "rows",
        rows: [
          ...(quote.discountMinor > 0 ? [{ label: t("order.discount"), value: `-${money(quote.discountMinor)}` }] : []),
          ...(method === undefined
            ? []
            : [{ label: t("order.shipping", { method }), value: money(quote.shippingMinor) }]),
          { label: quote.taxIncluded ? t("order.taxIncluded") : t("order.tax"), value: money(quote.taxMinor) },
          { label: t("order.total"), value: total, strong: true },
        ],
      },
      { kind: "note", text: t("paymentLink.note") },
    ],
  };
}

/** Queues the mail with a payment link. Call `deps.nudgeRelay()` after. */
export async function queuePaymentLinkMail(
  tx: Tx,
  { to, quote, link }: { readonly to: string; readonly quote: Quote; readonly link: string },
): Promise<void> {
  const content = renderMail(paymentLinkMail(quote, link));
  await storeMails(tx, [{ template: "order_payment_link", to, content, orderId: null, dedupeKey: null }]);
}
