/** A percentage from 0 to 100 with up to two decimals, in basis points. Null for anything else. */
export function basisPointsOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return value <= 10_000 ? value : null;
}

/** The same, and undefined for 0 too: a discount of nothing is none. */
export const percentBpOf = (text: string): number | undefined => basisPointsOf(text) || undefined;

/** The form that {@link basisPointsOf} reads. */
export const percentOf = (basisPoints: number): string => String(Number((basisPoints / 100).toFixed(2)));
