import type { DeliveryOffer } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/money";
import { countryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";

/** What shipping costs at least, before anything is in the cart. */
export function DeliveryLine({ offer }: { offer: DeliveryOffer }) {
  const t = useTranslations("productPage");
  const cheapest = offer.methods.toSorted((a, b) => a.priceMinor - b.priceMinor)[0];
  if (!cheapest) return null;
  const { priceMinor, freeFromMinor, currency } = cheapest;
  const values = { country: countryName(offer.country), price: formatMoney(priceMinor, currency) };
  return (
    <p className="text-sm text-muted">
      {freeFromMinor === null
        ? t("shipping", values)
        : t("shippingFree", { ...values, threshold: formatMoney(freeFromMinor, currency) })}{" "}
      {t("includesVat")}
    </p>
  );
}
