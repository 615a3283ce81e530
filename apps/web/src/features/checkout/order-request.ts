import type { PlaceOrder, Quote } from "@cartwright/contracts/checkout";

/** What the storefront places: always for a named quote, so that the same total for anything else is refused. */
export type OrderRequest = Omit<PlaceOrder, "idempotencyKey"> & Required<Pick<PlaceOrder, "quoteVersion">>;

const NOTHING_TO_CHARGE = "none";

/**
 * The order for what was typed and a quote. The shopper agreed to the total that they were shown, which may be that of an earlier
 * quote; the server refuses the order then.
 */
export function toOrderRequest(
  typed: Pick<PlaceOrder, "email" | "shippingAddress" | "billingAddress">,
  offer: Quote,
  agreed: { readonly totalMinor: number; readonly token: string; readonly giftCards: readonly string[] },
): OrderRequest {
  return {
    ...typed,
    ...(offer.shippingMethodId === null ? {} : { shippingMethodId: offer.shippingMethodId }),
    ...(offer.promotion?.applied ? { promotionCode: offer.promotion.code } : {}),
    ...(agreed.giftCards.length === 0 ? {} : { giftCards: [...agreed.giftCards] }),
    // Where gift cards pay for everything, there is nothing to charge.
    payment: { provider: "sandbox", token: offer.dueMinor === 0 ? NOTHING_TO_CHARGE : agreed.token },
    expectedTotalMinor: agreed.totalMinor,
    quoteVersion: offer.version,
  };
}
