/** The most words of a query that are corrected. The rest is left out. */
export const CORRECTED_WORDS_MAX = 8;

/** The words of a query that can be corrected: letters only, at least three of them. */
export function correctableWords(query: string): string[] {
  const words = query.toLowerCase().match(/\p{L}{3,40}/gu) ?? [];
  return [...new Set(words)].slice(0, CORRECTED_WORDS_MAX);
}

/**
 * The edit distance between two words: a letter missing, added or wrong, or two neighbours swapped (optimal string
 * alignment).
 */
export function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      row.push(swapped ? Math.min(least, (beforeLast[j - 2] ?? 0) + 1) : least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/**
 * The most likely correction: of candidates by similarity the one with the smallest edit distance, at most one in a short
 * word and two from five letters. Null when none is close enough.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | null {
  let best: { readonly candidate: string; readonly slips: number } | null = null;
  for (const candidate of candidates) {
    const slips = slipsBetween(word, candidate);
    if (slips <= (word.length < 5 ? 1 : 2) && (!best || slips < best.slips)) best = { candidate, slips };
  }
  return best?.candidate ?? null;
}
