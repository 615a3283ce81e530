/** A percentage from 0 to 100 with up to two decimals, in basis points. Null for anything else. */
export function rateBpOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const rateBp = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return rateBp <= 10_000 ? rateBp : null;
}

/** The decimal form that {@link rateBpOf} reads. */
export const percentOf = (rateBp: number): string => String(Number((rateBp / 100).toFixed(2)));
