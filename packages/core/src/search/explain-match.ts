/** A text that a search may have matched, with the name of its field. */
export interface Candidate<Field extends string> {
  readonly field: Field;
  readonly text: string | null;
}

/** Case, accents and apostrophes off, every other sign a space. Only for showing why a result is in a list: the index decides. */
const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}|['’`´ʼ]/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * The first candidate that has a word of the search: why staff see this result. Null when none has one as it was written, such as
 * after a synonym, or when the fields that have it are shown anyway.
 */
export function explainMatch<Field extends string>(
  query: string,
  candidates: readonly Candidate<Field>[],
): { readonly field: Field; readonly text: string } | null {
  const words = fold(query).split(" ").filter(Boolean);
  const joined = words.join("");
  for (const { field, text } of candidates) {
    if (text === null) continue;
    const inWords = fold(text).split(" ");
    const begins = words.some((word) => inWords.some((candidate) => candidate.startsWith(word)));
    // A number or a code with other dashes and spaces than it was typed with.
    const inOnePiece = text.split(/[·,]/).some((part) => fold(part).replaceAll(" ", "").startsWith(joined));
    if (begins || (joined !== "" && inOnePiece)) return { field, text };
  }
  return null;
}
