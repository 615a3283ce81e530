/**
 * What an order comes to, in minor units of its currency: the total is the subtotal less the discount, plus shipping, plus
 * tax where prices do not include it.
 */
export interface OrderTotals {
  readonly subtotalMinor: number;
  /** What is taken off goods and shipping together. */
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly taxIncluded: boolean;
  readonly totalMinor: number;
}
