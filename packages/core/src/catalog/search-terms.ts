/** Whether a query has anything to look for. Symbols alone mean nothing to the index. */
export const hasWords = (query: string): boolean => /[\p{L}\p{N}]/u.test(query);

/** A query that any of the words may match. Documents that match more of them rank higher. */
export const anyOf = (words: readonly string[]): string => words.join(" or ");
