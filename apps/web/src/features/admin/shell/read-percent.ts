/** A percentage with up to two decimals, in basis points. Undefined for anything else, and for none or more than all. */
export function percentBpOf(text: string): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const value = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return value >= 1 && value <= 10_000 ? value : undefined;
}
