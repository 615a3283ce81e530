import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import { formatMoney } from "@cartwright/contracts/money";
import { fullTitle } from "@cartwright/contracts/only-variant";
import { useTranslations } from "@cartwright/messages/use-translations";
import type { ExchangePreview as Preview } from "./use-exchange-draft.ts";

/** What an exchange does: what comes back, what is sent, and that no money moves. */
export function ExchangePreview({ preview }: { preview: Preview }) {
  const t = useTranslations("adminReturns");
  return (
    <section aria-label={t("exchange.happens")} className="grid gap-3 border-t border-line pt-4">
      <dl className="grid gap-3">
        <div className="grid gap-1">
          <dt className="font-medium">{t("exchange.back")}</dt>
          {preview.sent.map(({ variantId, lineId, quantity }) => {
            const line = preview.lines.find((each) => each.lineId === lineId);
            return (
              <dd key={variantId} className="break-words text-ink-soft">
                {t("item", { quantity, title: line ? fullTitle(line) : lineId })}
              </dd>
            );
          })}
        </div>
        <div className="grid gap-1">
          <dt className="font-medium">{t("exchange.sent")}</dt>
          {preview.sent.map((sent) => (
            <dd key={sent.variantId} className="break-words text-ink-soft">
              {t("exchange.sentItem", {
                quantity: sent.quantity,
                title: fullTitle(sent),
                amount: formatMoney(sent.amountMinor, preview.currency),
              })}
              <span className="block text-xs text-muted">
                {sent.backorderDays !== null
                  ? t("exchange.later", { days: sent.backorderDays })
                  : sent.leftAvailable === LINE_QUANTITY_MAX
                    ? t("exchange.noLimit")
                    : t("exchange.left", { count: sent.leftAvailable })}
              </span>
            </dd>
          ))}
        </div>
      </dl>
      <p className="text-sm text-ink-soft">{t("exchange.money")}</p>
    </section>
  );
}
