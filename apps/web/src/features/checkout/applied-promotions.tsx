import { formatMoney } from "@cartwright/contracts/amounts";
import type { Quote } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";

/** The promotions that apply, with what each takes off; then what is missing for others. */
export function AppliedPromotions({ quote }: { quote: Quote }) {
  const t = useTranslations("totals");
  const applied = quote.promotions.filter((promotion) => promotion.applied);
  const missed = quote.promotions.filter((promotion) => !promotion.applied);
  if (applied.length + missed.length === 0) return null;
  return (
    <ul aria-label={t("promotions")} className="grid gap-2 text-sm">
      {applied.map(({ title, code, discountMinor }) => (
        <li key={`${code} ${title}`} className="flex items-baseline justify-between gap-4">
          <span className="min-w-0 wrap-anywhere">
            {title}
            {code === null || code === title ? null : <span className="text-muted"> {code}</span>}
          </span>
          <span className="figures whitespace-nowrap">−{formatMoney(discountMinor, quote.currency)}</span>
        </li>
      ))}
      {missed.map(({ title, message }) => (
        <li key={title} className="text-muted">
          {message}
        </li>
      ))}
    </ul>
  );
}
