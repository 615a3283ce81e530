import { allocateMinor, includedTaxMinor, shareMinor, sumMinor, timesMinor } from "@cartwright/contracts/money";
import type { OrderDiscount } from "./combine-offers.ts";
import type { Tax } from "./tax.ts";

/**
 * The totals of an order, in minor units of its currency: the total is the subtotal less the discount, plus shipping, plus
 * tax where prices do not include it.
 */
export interface OrderTotals {
  readonly subtotalMinor: number;
  /** Taken off goods and shipping together. */
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly taxIncluded: boolean;
  readonly totalMinor: number;
}

export interface OrderToPrice {
  readonly lines: readonly { readonly unitPriceMinor: number; readonly quantity: number; readonly taxable: boolean }[];
  /** What promotions take off: of each line at most its total, of shipping at most its price. */
  readonly discount: OrderDiscount;
  readonly shippingMinor: number;
  readonly tax: Tax;
  /** Whether shipping is taxed when any line is; it is unless this says otherwise. */
  readonly shippingTaxed?: boolean;
}

/** Amounts in minor units. `lines` has one entry for each line of the input, in the same order. */
export interface OrderPrice extends OrderTotals {
  readonly lines: readonly {
    readonly totalMinor: number;
    readonly discountMinor: number;
    /** Its share of the order's tax. What no line has is that of shipping. */
    readonly taxMinor: number;
  }[];
}

/**
 * Prices an order. Pure, and the only place where totals are computed, so that a quote and the order placed from it agree.
 *
 * - Every line knows its share of the discount on goods (combine-offers.ts).
 * - Free shipping is a discount equal to the shipping price.
 * - Tax is computed once, on the taxable goods after discount plus the shipping that is paid; where the shop taxes shipping,
 *   it is taxed when any line is. There is one rounding per order.
 * - The tax is then allocated to the taxable lines and shipping by what is paid for each, so that each can be refunded alone.
 * - total = subtotal - discount + shipping, plus tax where prices do not include it.
 */
export function priceOrder({ lines, discount, shippingMinor, tax, shippingTaxed = true }: OrderToPrice): OrderPrice {
  const totals = lines.map((line) => timesMinor(line.unitPriceMinor, line.quantity));
  const subtotalMinor = sumMinor(totals);
  const { linesMinor: shares, shippingMinor: shippingOffMinor } = discount;
  const discountMinor = sumMinor([...shares, shippingOffMinor]);

  const taxableGoods = lines.flatMap((line, index) =>
    line.taxable ? [(totals[index] ?? 0) - (shares[index] ?? 0)] : [],
  );
  const taxableShippingMinor = shippingTaxed ? shippingMinor - shippingOffMinor : 0;
  const taxBaseMinor = taxableGoods.length === 0 ? 0 : sumMinor([...taxableGoods, taxableShippingMinor]);
  const taxMinor = tax.included ? includedTaxMinor(taxBaseMinor, tax.rateBp) : shareMinor(taxBaseMinor, tax.rateBp);

  const paidFor = lines.map((line, index) => (line.taxable ? (totals[index] ?? 0) - (shares[index] ?? 0) : 0));
  const taxShares = taxBaseMinor === 0 ? [] : allocateMinor(taxMinor, [...paidFor, taxableShippingMinor]);

  return {
    lines: totals.map((totalMinor, index) => {
      return { totalMinor, discountMinor: shares[index] ?? 0, taxMinor: taxShares[index] ?? 0 };
    }),
    subtotalMinor,
    discountMinor,
    shippingMinor,
    taxMinor,
    taxIncluded: tax.included,
    totalMinor: sumMinor([subtotalMinor, -discountMinor, shippingMinor, tax.included ? 0 : taxMinor]),
  };
}
