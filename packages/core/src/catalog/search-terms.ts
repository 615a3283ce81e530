/** A query, split for the index. */
export interface SearchTerms {
  /** All of it in web search syntax: quotes, `or` and `-` mean what people expect. */
  readonly text: string;
  /** All but the last word. */
  readonly head: string;
  /**
   * The last word as a prefix query (`ket:*`), so that results appear while it is being typed. Null if it is not a plain
   * word.
   */
  readonly prefix: string | null;
}

const PLAIN_WORD = /^[\p{L}\p{N}]{2,60}$/u;

/** Whether a query has anything to look for. Symbols alone mean nothing to the index. */
export const hasWords = (query: string): boolean => /[\p{L}\p{N}]/u.test(query);

/** Splits a query. Only letters and digits reach the prefix, so it is always a well-formed tsquery. */
export function toSearchTerms(query: string): SearchTerms {
  const text = query.trim();
  const words = text.split(/\s+/);
  const last = words.at(-1) ?? "";
  const open = (text.match(/"/g)?.length ?? 0) % 2 === 1;
  const prefix = PLAIN_WORD.test(last) && !open ? `${last}:*` : null;
  return { text, head: words.slice(0, -1).join(" "), prefix };
}

/** Terms that any of the words may match. Documents that match more of them rank higher. */
export function anyOf(words: readonly string[]): SearchTerms {
  return { text: words.join(" or "), head: "", prefix: null };
}
