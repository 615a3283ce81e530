"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import type { Cart } from "@cartwright/contracts/cart";
import type { Destination, Quote } from "@cartwright/contracts/checkout";
import type { CountryName } from "@cartwright/contracts/place";
import { useTranslations } from "@cartwright/messages/use-translations";
import { fieldsOf } from "../../trpc/failure.ts";
import { AppliedPromotions } from "../checkout/applied-promotions.tsx";
import { TaxNote, useTaxName } from "../checkout/tax-note.tsx";
import { DestinationChoice } from "./destination-choice.tsx";
import { FreeShippingProgress } from "./free-shipping-progress.tsx";

interface CartCostsProps {
  cart: Cart;
  destination: Destination;
  countries: readonly CountryName[];
  /** What the cart costs there; undefined until it is known. */
  quote: Quote | undefined;
  /** Why it is not known. */
  error: unknown;
  onDestination: (destination: Destination) => void;
}

/** What comes on top of the goods, as the checkout would quote it for the destination. */
export function CartCosts({ cart, destination, countries, quote, error, onDestination }: CartCostsProps) {
  const t = useTranslations("cart");
  const totals = useTranslations("totals");
  const taxName = useTaxName();
  const money = (minor: number) => formatMoney(minor, cart.currency);
  const ships = cart.lines.some((line) => line.requiresShipping);
  const shipping = quote && (quote.shippingMinor === 0 ? totals("free") : money(quote.shippingMinor));
  return (
    <div className="grid gap-2 text-sm text-muted">
      {quote && quote.promotions.length > 0 ? (
        <div className="text-ink">
          <AppliedPromotions quote={quote} />
        </div>
      ) : null}
      <div className="flex items-baseline justify-between gap-4">
        <DestinationChoice destination={destination} countries={countries} onChosen={onDestination} />
        {ships ? (
          <span className="figures text-ink">{quote && quote.shippingMethodId !== null ? shipping : "–"}</span>
        ) : null}
      </div>
      {ships ? null : <p>{t("nothingToShip")}</p>}
      {quote && !quote.taxIncluded ? (
        <p className="flex items-baseline justify-between gap-4">
          <span>{taxName(quote)}</span>
          <span className="figures text-ink">{money(quote.taxMinor)}</span>
        </p>
      ) : null}
      {error ? <Unknown error={error} /> : null}
      {quote?.freeShipping ? <FreeShippingProgress {...quote.freeShipping} currency={cart.currency} /> : null}
      {quote?.taxIncluded ? <p>{t("taxIncluded")}</p> : null}
      {quote ? <TaxNote quote={quote} /> : null}
    </div>
  );
}

/** Why there is no price yet: the region is missing, or something that the checkout will say. */
function Unknown({ error }: { error: unknown }) {
  const t = useTranslations("cart");
  const isRegion = fieldsOf(error)["shippingAddress.region"] !== undefined;
  return <p>{t(isRegion ? "regionMissing" : "shippingLater")}</p>;
}
