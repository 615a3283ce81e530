import type { Suggestions } from "@cartwright/contracts/catalog";
import type { Db } from "@cartwright/db/client";
import { readTypedQuery } from "../../search/read-query.ts";
import { toCard } from "../product-card.ts";
import { hasWords } from "../search-terms.ts";
import { selectRows, suggestedCategories, suggestedProducts, suggestedSearches } from "./suggest.sql.ts";

const PRODUCTS_MAX = 5;
const CATEGORIES_MAX = 3;
const SEARCHES_MAX = 4;

/** One letter is the beginning of too much, except in scripts whose words are as short as that. */
const isTooShort = (text: string): boolean => /^\p{ASCII}$/u.test(text);

/**
 * What to suggest while a shopper types: the products that the search would find, categories, and what others searched for.
 * Nothing for symbols and single letters. Reads at most 500 products and 1,000 searches, by index.
 */
export async function suggestSearch(db: Db, text: string): Promise<Suggestions> {
  const none = { products: [], categories: [], searches: [] };
  if (!hasWords(text)) return none;
  const { search, folded, words } = await readTypedQuery(db, text);
  if (folded === "" || isTooShort(folded)) return none;
  const [products, categories, searches] = await Promise.all([
    search === null ? [] : selectRows(db, suggestedProducts(search, PRODUCTS_MAX)),
    words === null ? [] : selectRows(db, suggestedCategories(words, CATEGORIES_MAX)),
    selectRows(db, suggestedSearches(folded, SEARCHES_MAX)),
  ]);
  return { products: products.map(toCard), categories, searches: searches.map(({ query }) => query) };
}
