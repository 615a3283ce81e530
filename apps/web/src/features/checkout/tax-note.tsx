import type { Quote } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";

type Taxed = Pick<Quote, "taxRateBp" | "taxIncluded" | "destination">;

/** The name of a tax that comes on top, with its rate. */
export function useTaxName(): (quote: Taxed) => string {
  const t = useTranslations("totals");
  return ({ taxRateBp }) => t("taxAt", { rate: `${Number((taxRateBp / 100).toFixed(2))}%` });
}

/** Why prices are lower than listed where the shop's own tax is not charged. */
export function TaxNote({ quote: { taxIncluded, taxRateBp, destination } }: { quote: Taxed }) {
  const t = useTranslations("totals");
  if (taxIncluded) return null;
  const { taxArea } = destination;
  if (taxArea !== null) return <p>{t("outside", { place: taxArea })}</p>;
  return <p>{t(taxRateBp === 0 ? "exported" : "withoutVat")}</p>;
}
