import type { DeliveryOffer } from "@cartwright/contracts/checkout";
import type { ShopConfig } from "@cartwright/contracts/shop";
import { countryName } from "@cartwright/contracts/place";
import { paymentOffer } from "../checkout/payment-offer.ts";

/** What the footer says about shipping and payment, as the shop is set up. */
export interface ShopFacts {
  readonly country: string;
  /** The cheapest method to the shop's own country; null when none ships there. */
  readonly shipping: Pick<DeliveryOffer["methods"][number], "priceMinor" | "freeFromMinor" | "currency"> | null;
  /** Whether test cards are all that the checkout takes. */
  readonly takesTestCards: boolean;
}

export function toShopFacts(offer: DeliveryOffer, config: ShopConfig): ShopFacts {
  const [shipping] = offer.methods.toSorted((a, b) => a.priceMinor - b.priceMinor);
  return {
    country: countryName(offer.country),
    shipping: shipping ?? null,
    takesTestCards: paymentOffer(config) === "test_cards",
  };
}
