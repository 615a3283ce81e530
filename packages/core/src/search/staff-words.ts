/** The beginning that all numbers share, and what follows it, in two groups of four. */
const NUMBER = /^cw[-\s]+([^\W_]{4})(?:[-\s]+([^\W_]{1,4}))?$/i;
const PREFIX = /^cw[-\s]+/i;

/**
 * A search in the words of the index, and whether it is for one whole number. The beginning of every number is left out: as a
 * word it is in all orders. What follows it is one word, so that only the orders with this number are read.
 */
export function staffWordsOf(query: string): { readonly words: string; readonly isNumber: boolean } {
  const [, first = "", second = ""] = NUMBER.exec(query) ?? [];
  return first === ""
    ? { words: query.replace(PREFIX, ""), isNumber: false }
    : { words: first + second, isNumber: second.length === 4 };
}
