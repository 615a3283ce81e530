"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import type { Cart } from "@cartwright/contracts/cart";
import type { Quote } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useQuote } from "../checkout/use-quote.ts";

/** Where an order would probably go: named by the server, because browsers name countries differently. */
export interface CartDestination {
  readonly country: string;
  readonly name: string;
}

/** What the goods still lack for free shipping; 0 when it is free already or never is. */
function missingForFree({ shippingMethods, shippingMethodId, subtotalMinor, discountMinor }: Quote): number {
  const method = shippingMethods.find(({ id }) => id === shippingMethodId);
  if (!method || method.freeFromMinor === null || method.priceMinor === 0) return 0;
  return Math.max(0, method.freeFromMinor - (subtotalMinor - discountMinor));
}

interface CartCostsProps {
  cart: Cart;
  destination: CartDestination;
  estimate: Quote | null;
}

/** What comes on top of the goods, as the checkout would quote it for the likely destination. */
export function CartCosts({ cart, destination, estimate }: CartCostsProps) {
  const t = useTranslations("cart");
  const totals = useTranslations("totals");
  const { data: quote, isError } = useQuote(cart, { shippingAddress: { country: destination.country } }, estimate);
  if (isError) return <p className="text-sm text-muted">{t("shippingLater")}</p>;
  const money = (minor: number) => formatMoney(minor, cart.currency);
  const missingMinor = quote ? missingForFree(quote) : 0;
  const shipping = quote && (quote.shippingMinor === 0 ? totals("free") : money(quote.shippingMinor));
  return (
    <div className="grid gap-2 text-sm text-muted">
      <p className="flex items-baseline justify-between gap-4">
        <span>{t("shippingTo", { country: destination.name })}</span>
        <span className="figures text-ink">{quote && quote.shippingMethodId !== null ? shipping : "–"}</span>
      </p>
      {quote && !quote.taxIncluded ? (
        <p className="flex items-baseline justify-between gap-4">
          <span>{t("tax")}</span>
          <span className="figures text-ink">{money(quote.taxMinor)}</span>
        </p>
      ) : null}
      <p>
        {missingMinor > 0 ? `${t("moreForFree", { amount: money(missingMinor) })} ` : null}
        {quote?.taxIncluded === false ? null : t("taxIncluded")}
      </p>
    </div>
  );
}
