import type { Quote } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TotalsList } from "./totals-list.tsx";

/** The parts of a quote, and its total. */
export function QuoteTotals({ quote, busy = false }: { quote: Quote; busy?: boolean }) {
  const t = useTranslations("totals");
  const money = (minor: number) => formatMoney(minor, quote.currency);
  const rows = [
    { name: t("subtotal"), value: money(quote.subtotalMinor) },
    ...(quote.discountMinor > 0 ? [{ name: t("discount"), value: `−${money(quote.discountMinor)}` }] : []),
    ...(quote.requiresShipping
      ? [{ name: t("shipping"), value: quote.shippingMinor === 0 ? t("free") : money(quote.shippingMinor) }]
      : []),
    ...(quote.taxIncluded ? [] : [{ name: t("tax"), value: money(quote.taxMinor) }]),
  ];
  return (
    <TotalsList
      rows={rows}
      total={money(quote.totalMinor)}
      includedTax={quote.taxIncluded ? money(quote.taxMinor) : null}
      busy={busy}
    />
  );
}
