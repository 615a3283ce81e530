/** Bands of shipping prices. Without schemas, so that forms check them by the server's rule. */
export const PRICE_BY = ["flat", "weight", "value"] as const;
export type PriceBy = (typeof PRICE_BY)[number];

/** The most bands of a method. */
export const BANDS_MAX = 20;
/** The most working days that a delivery estimate may state. */
export const DAYS_MAX = 90;
/** A hundred tons, and a million in a two-digit currency. */
export const BAND_MAX = 100_000_000;

/** From and up to include their ends: grams, or minor units of goods. Null for no end. */
export interface Band {
  readonly from: number;
  readonly upTo: number | null;
  readonly priceMinor: number;
  readonly freeFromMinor: number | null;
}

export type BandProblem = "bandFlat" | "bandStart" | "bandGap" | "bandOverlap" | "bandOrder" | "bandEnd" | "bandFree";

/**
 * What is wrong with bands, and at which of them: every weight or value from 0 to the last end must lie in exactly one. Null when
 * nothing is wrong.
 */
export function bandsProblem(
  priceBy: PriceBy,
  bands: readonly Band[],
): { readonly at: number; readonly name: BandProblem } | null {
  if (priceBy === "flat" && (bands.length !== 1 || bands[0]?.upTo !== null)) return { at: 0, name: "bandFlat" };
  let next = 0;
  for (const [at, { from, upTo, freeFromMinor }] of bands.entries()) {
    if (from !== next) return { at, name: at === 0 ? "bandStart" : from > next ? "bandGap" : "bandOverlap" };
    if (priceBy === "value" && freeFromMinor !== null) return { at, name: "bandFree" };
    if (upTo === null) {
      if (at < bands.length - 1) return { at, name: "bandEnd" };
      continue;
    }
    if (upTo < from) return { at, name: "bandOrder" };
    next = upTo + 1;
  }
  return null;
}

/** Where each band begins, from where they end. */
export const withStarts = <End extends { readonly upTo: number | null }>(
  ends: readonly End[],
): (End & { readonly from: number })[] =>
  ends.map((end, at) => ({ ...end, from: at === 0 ? 0 : (ends[at - 1]?.upTo ?? 0) + 1 }));
