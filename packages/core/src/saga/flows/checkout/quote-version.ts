import type { OrderTotals } from "../../../pricing/totals.ts";
import { requestHash } from "./request-hash.ts";

/** What a shopper agrees to when they place an order. Amounts in minor units. */
interface Offer {
  readonly lines: readonly { readonly variantId: string; readonly quantity: number; readonly unitPriceMinor: number }[];
  readonly totals: OrderTotals;
  readonly currency: string;
  readonly country: string;
  readonly shippingMethodId: string | null;
  /** The code that was applied. */
  readonly promotionCode: string | null;
  /** What gift cards pay of it. */
  readonly giftCardMinor: number;
}

/**
 * Names a quote by its contents: the goods, their prices, the country they go to and how, and every total. An order that is
 * placed for one quote is not placed for another, even at the same total. A region counts by what it does to the totals: a
 * quote may be made before it is typed. 43 characters.
 */
export function quoteVersion({ lines, totals, ...rest }: Offer): string {
  const { subtotalMinor, discountMinor, shippingMinor, taxMinor, taxIncluded, totalMinor } = totals;
  const named = lines
    .map(({ variantId, quantity, unitPriceMinor }) => ({ variantId, quantity, unitPriceMinor }))
    .toSorted((one, other) => (one.variantId < other.variantId ? -1 : 1));
  const amounts = { subtotalMinor, discountMinor, shippingMinor, taxMinor, taxIncluded, totalMinor };
  return requestHash({ ...rest, lines: named, amounts }).toString("base64url");
}
