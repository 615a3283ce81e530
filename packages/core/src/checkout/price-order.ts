import { allocateMinor, includedTaxMinor, shareMinor, sumMinor, timesMinor } from "@cartwright/contracts/money";
import type { OrderTotals } from "../orders/order-totals.ts";

/** What a promotion takes off. Percentages are of the goods; nothing ever takes off more than there is. */
export type Discount =
  | { readonly kind: "percentage"; readonly percentBp: number }
  | { readonly kind: "fixed"; readonly amountMinor: number }
  | { readonly kind: "free_shipping" };

/** Tax at the destination: a rate in basis points, inside the prices or on top of them. */
export interface Tax {
  readonly rateBp: number;
  readonly included: boolean;
}

export interface OrderToPrice {
  readonly lines: readonly { readonly unitPriceMinor: number; readonly quantity: number; readonly taxable: boolean }[];
  readonly discount: Discount | null;
  readonly shippingMinor: number;
  readonly tax: Tax;
}

/** Amounts in minor units. `lines` answer the lines given, in their order. */
export interface OrderPrice extends OrderTotals {
  readonly lines: readonly { readonly totalMinor: number; readonly discountMinor: number }[];
}

/** What a discount takes off goods of a value; free shipping takes nothing off them. */
export function goodsDiscountMinor(discount: Discount | null, subtotalMinor: number): number {
  if (discount?.kind === "percentage") return Math.min(subtotalMinor, shareMinor(subtotalMinor, discount.percentBp));
  if (discount?.kind === "fixed") return Math.min(subtotalMinor, discount.amountMinor);
  return 0;
}

/**
 * Prices an order. Pure, and the only place where totals are made, so that a quote and the order placed by it agree.
 *
 * - The discount on goods is spread over the lines by their totals, so that every line knows its part.
 * - Free shipping is a discount as large as the shipping.
 * - Tax is worked out once, on the taxable goods after discount plus the shipping that is paid; shipping is taxed
 *   when anything in the parcel is. One rounding an order.
 * - total = subtotal - discount + shipping, plus tax where prices do not hold it.
 */
export function priceOrder({ lines, discount, shippingMinor, tax }: OrderToPrice): OrderPrice {
  const totals = lines.map((line) => timesMinor(line.unitPriceMinor, line.quantity));
  const subtotalMinor = sumMinor(totals);
  const goodsOffMinor = goodsDiscountMinor(discount, subtotalMinor);
  const parts = subtotalMinor === 0 ? totals.map(() => 0) : allocateMinor(goodsOffMinor, totals);
  const shippingOffMinor = discount?.kind === "free_shipping" ? shippingMinor : 0;
  const discountMinor = sumMinor([goodsOffMinor, shippingOffMinor]);

  const taxableGoods = lines.flatMap((line, index) =>
    line.taxable ? [(totals[index] ?? 0) - (parts[index] ?? 0)] : [],
  );
  const taxBaseMinor = taxableGoods.length === 0 ? 0 : sumMinor([...taxableGoods, shippingMinor - shippingOffMinor]);
  const taxMinor = tax.included ? includedTaxMinor(taxBaseMinor, tax.rateBp) : shareMinor(taxBaseMinor, tax.rateBp);

  return {
    lines: totals.map((totalMinor, index) => ({ totalMinor, discountMinor: parts[index] ?? 0 })),
    subtotalMinor,
    discountMinor,
    shippingMinor,
    taxMinor,
    taxIncluded: tax.included,
    totalMinor: sumMinor([subtotalMinor, -discountMinor, shippingMinor, tax.included ? 0 : taxMinor]),
  };
}
