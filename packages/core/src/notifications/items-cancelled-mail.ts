import type { OrderId } from "@cartwright/contracts/ids";
import { formatMoney } from "@cartwright/contracts/money";
import type { LineUnits } from "@cartwright/contracts/orders";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { DEFAULT_LOCALE, type Locale } from "@cartwright/messages/locales";
import { createOrderLinks } from "../orders/order-link.ts";
import { type MailOrder, readOrdersForMail } from "../orders/read-for-mail.ts";
import { lineName } from "./line-name.ts";
import { type MailDocument, renderMail } from "./mail-document.ts";
import type { MailSite } from "./order-mails.ts";
import { storeMails } from "./queue-mail.ts";

export type { MailSite } from "./order-mails.ts";

const LINES_MAX = 100;

interface CancelledUnits {
  readonly lines: readonly LineUnits[];
  readonly amountMinor: number;
}

/** Sent when staff cancel some units of an order: which ones, and what goes back. */
export function itemsCancelledMail(
  { order, lines, amountMinor }: CancelledUnits & { readonly order: MailOrder },
  link: string,
  locale: Locale = DEFAULT_LOCALE,
): MailDocument {
  const t = getTranslations("mails", locale);
  const items = lines.slice(0, LINES_MAX).flatMap(({ lineId, quantity }) => {
    const line = order.lines.find((each) => each.lineId === lineId);
    return line ? [lineName({ ...line, quantity }, t)] : [];
  });
  const amount = formatMoney(amountMinor, order.currency);
  return {
    subject: t("itemsCancelled.subject", { number: order.number }),
    preview: amountMinor > 0 ? t("itemsCancelled.refund", { amount }) : t("itemsCancelled.preview"),
    title: t("itemsCancelled.title"),
    blocks: [
      { kind: "text", text: t("itemsCancelled.text", { number: order.number }) },
      { kind: "section", heading: t("itemsCancelled.items"), lines: items },
      ...(amountMinor > 0 ? [{ kind: "text" as const, text: t("itemsCancelled.refundLater", { amount }) }] : []),
      { kind: "button", label: t("viewOrder"), url: link },
    ],
  };
}

/** Queues the mail about cancelled units, once for each cancellation. Call `deps.nudgeRelay()` after. */
export async function queueItemsCancelledMail(
  tx: Tx,
  site: MailSite,
  cancelled: CancelledUnits & { readonly orderId: OrderId; readonly refundId: string },
): Promise<void> {
  const [order] = await readOrdersForMail(tx, [cancelled.orderId]);
  if (!order) return;
  const links = await createOrderLinks(tx, site.publicOrigin, [order]);
  const link = links.get(order.id) ?? site.publicOrigin;
  await storeMails(tx, [
    {
      template: "order_items_cancelled",
      to: order.email,
      content: renderMail(
        itemsCancelledMail({ order, lines: cancelled.lines, amountMinor: cancelled.amountMinor }, link),
      ),
      orderId: order.id,
      dedupeKey: `order_items_cancelled:${cancelled.refundId}`,
    },
  ]);
}
