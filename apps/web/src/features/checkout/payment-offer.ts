import type { ShopConfig } from "@cartwright/contracts/shop";

/**
 * What the checkout page can offer: the sandbox's test cards; nothing of its own, because the shop is paid by Stripe and the page has
 * no card form; or nothing at all.
 */
export type PaymentOffer = "test_cards" | "api_only" | "none";

/** Decides by what the shop says of itself. A button that could only fail is not offered. */
export function paymentOffer({
  paymentProviders,
  sandboxTokens,
}: Pick<ShopConfig, "paymentProviders" | "sandboxTokens">): PaymentOffer {
  if (paymentProviders.includes("sandbox") && sandboxTokens !== null && sandboxTokens.length > 0) return "test_cards";
  return paymentProviders.includes("stripe") ? "api_only" : "none";
}
