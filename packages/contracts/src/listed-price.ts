import { includedTaxMinor } from "./amounts.ts";

/** How the prices in the shop's list become the prices of one order. */
export interface PriceBasis {
  /** The tax in the listed prices, in basis points: that of the shop's own country. */
  readonly listedRateBp: number;
  /** The tax at the destination, in basis points. */
  readonly rateBp: number;
  /** Whether prices there include it. */
  readonly included: boolean;
}

/**
 * What is charged for a listed price, in minor units. Where prices include the tax of the destination, the listed price is
 * charged, whatever the rate. Elsewhere the shop's own tax is taken out of it, once for each price and rounded to the minor
 * unit; quantities and totals are computed from the result, so that everything adds up.
 */
export function chargedMinor(listedMinor: number, { listedRateBp, included }: PriceBasis): number {
  return included ? listedMinor : listedMinor - includedTaxMinor(listedMinor, listedRateBp);
}
