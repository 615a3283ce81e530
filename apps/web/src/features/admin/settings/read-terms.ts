/** Typed terms, separated by commas or line breaks, without empty ones. */
export const readTerms = (text: string): string[] =>
  text
    .split(/[,،、，\n]/)
    .map((term) => term.trim().replaceAll(/\s+/g, " "))
    .filter((term) => term !== "");
