import { AMOUNT_MINOR_MAX } from "@cartwright/contracts/money";

/**
 * Prices the lines of a cart, in minor units. A cart may hold more than an amount can express; it is shown at the limit,
 * and the quote refuses it.
 */
export function priceLines(lines: readonly { readonly unitPriceMinor: number; readonly quantity: number }[]): {
  readonly totalsMinor: readonly number[];
  readonly subtotalMinor: number;
} {
  const totalsMinor = lines.map(({ unitPriceMinor, quantity }) => capped(unitPriceMinor * quantity));
  return { totalsMinor, subtotalMinor: capped(totalsMinor.reduce((sum, totalMinor) => sum + totalMinor, 0)) };
}

const capped = (amountMinor: number) => Math.min(amountMinor, AMOUNT_MINOR_MAX);
