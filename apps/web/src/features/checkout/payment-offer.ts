import type { ShopConfig } from "@cartwright/contracts/shop";

/** What the checkout page can offer: test cards; nothing, because Stripe is used and the page has no card form; or nothing. */
export type PaymentOffer = "test_cards" | "api_only" | "none";

/** Decides by the shop's settings. A button that could only fail is not offered. */
export function paymentOffer({
  paymentProviders,
  sandboxTokens,
}: Pick<ShopConfig, "paymentProviders" | "sandboxTokens">): PaymentOffer {
  if (paymentProviders.includes("sandbox") && sandboxTokens !== null && sandboxTokens.length > 0) return "test_cards";
  return paymentProviders.includes("stripe") ? "api_only" : "none";
}
