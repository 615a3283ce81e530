// Apart from text.ts, whose schemas would bring the validator into the shop's pages.

/** A text without what `isStorable` refuses: NUL, and a lone surrogate, which a cut may leave. */
export const toStorable = (text: string): string => text.replaceAll("\0", "").toWellFormed();
