const fold = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}|['’]/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether each typed word begins a word of one of the texts. */
export function fits(typed: string, texts: readonly string[]): boolean {
  const words = fold(texts.join(" "));
  const wanted = fold(typed);
  return wanted.length > 0 && wanted.every((word) => words.some((each) => each.startsWith(word)));
}
