const LENGTH_MAX = 60;

/**
 * Whether a search may be counted and suggested to others. Not one that may be about a person or an order: with an `@`, or
 * with a word of digits only (telephone numbers, postal codes, card and order numbers).
 */
export function isSuggestable(text: string): boolean {
  const plain = text.normalize("NFKC");
  if (plain.length > LENGTH_MAX || plain.includes("@")) return false;
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  return words.length > 0 && !words.some((word) => /^\p{N}+$/u.test(word));
}
