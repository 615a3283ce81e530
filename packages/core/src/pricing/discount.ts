import { shareMinor } from "@cartwright/contracts/money";

/** What a promotion takes off an order. A percentage applies to the goods only. */
export type Discount =
  | { readonly kind: "percentage"; readonly percentBp: number }
  | { readonly kind: "fixed"; readonly amountMinor: number }
  | { readonly kind: "free_shipping" };

/** How much of a discount applies to the goods, in minor units, never more than `subtotalMinor`. Free shipping takes nothing off goods. */
export function goodsDiscountMinor(discount: Discount | null, subtotalMinor: number): number {
  if (discount?.kind === "percentage") return Math.min(subtotalMinor, shareMinor(subtotalMinor, discount.percentBp));
  if (discount?.kind === "fixed") return Math.min(subtotalMinor, discount.amountMinor);
  return 0;
}
