/** What a shopper typed, taken apart for the index. */
export interface SearchTerms {
  /** All of it, in the words of a web search: quotes, `or` and `-` mean what people expect. */
  readonly text: string;
  /** All but the last word. */
  readonly head: string;
  /** The last word as a prefix query (`ket:*`), so that results come while it is still being typed; null if it is no plain word. */
  readonly prefix: string | null;
}

const PLAIN_WORD = /^[\p{L}\p{N}]{2,60}$/u;

/** Takes a query apart. Only letters and digits ever reach the prefix, so it is always a well-formed tsquery. */
export function toSearchTerms(query: string): SearchTerms {
  const text = query.trim();
  const words = text.split(/\s+/);
  const last = words.at(-1) ?? "";
  const open = (text.match(/"/g)?.length ?? 0) % 2 === 1;
  const prefix = PLAIN_WORD.test(last) && !open ? `${last}:*` : null;
  return { text, head: words.slice(0, -1).join(" "), prefix };
}

/** Terms that any of the words may meet; documents that meet more of them rank higher. */
export function anyOf(words: readonly string[]): SearchTerms {
  return { text: words.join(" or "), head: "", prefix: null };
}
