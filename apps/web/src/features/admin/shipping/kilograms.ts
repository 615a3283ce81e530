import { BAND_MAX } from "@cartwright/contracts/shipping-bands";

/** A weight in kilograms with up to three decimals, in grams. Null for anything else. */
export function gramsOf(text: string): number | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const grams = Number(match[1]) * 1_000 + Number((match[2] ?? "").padEnd(3, "0"));
  return grams <= BAND_MAX ? grams : null;
}

/** The decimal form that {@link gramsOf} reads. */
export const kilogramsOf = (grams: number): string => String(grams / 1_000);
