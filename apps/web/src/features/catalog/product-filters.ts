import type { ListProducts, ProductSort } from "@cartwright/contracts/catalog";
import { decimalOfMinor, parseMinor, SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import { toStorable } from "@cartwright/contracts/storable-text";

/** The filters of a list: the part of the API's input that is in the URL. */
export type ProductFilters = Pick<
  ListProducts,
  "query" | "category" | "collection" | "priceMin" | "priceMax" | "inStock" | "options" | "sort"
>;

/** The ways to sort, in the words of the API; a list of its own, so that no schema has to travel to the browser. */
const SORTS = ["relevance", "featured", "newest", "price_asc", "price_desc"] as const satisfies readonly ProductSort[];

const OPTION_PREFIX = "o.";
const QUERY_LENGTH_MAX = 200;
const OPTIONS_MAX = 5;
const VALUES_MAX = 20;
const SLUG = /^[a-z0-9][a-z0-9-]{0,199}$/;

/** Reads the filters of a URL's query. Invalid parameters are ignored, because links get truncated and altered. */
export function parseFilters(search: URLSearchParams): ProductFilters {
  const query = toStorable((search.get("q") ?? "").trim().slice(0, QUERY_LENGTH_MAX)).trim();
  const category = search.get("category") ?? "";
  const collection = search.get("collection") ?? "";
  const sort = parseSort(search.get("sort"));
  const priceMin = parseMinor(search.get("min") ?? "", SHOP_CURRENCY);
  const priceMax = parseMinor(search.get("max") ?? "", SHOP_CURRENCY);
  const options = parseOptions(search);
  return {
    ...(query === "" ? {} : { query }),
    ...(SLUG.test(category) ? { category } : {}),
    ...(SLUG.test(collection) ? { collection } : {}),
    ...(priceMin === null ? {} : { priceMin }),
    ...(priceMax === null ? {} : { priceMax }),
    ...(search.get("stock") === "1" ? { inStock: true } : {}),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(sort === undefined ? {} : { sort }),
  };
}

/** The sort of this name, if there is one. */
export function parseSort(text: string | null): ProductSort | undefined {
  return SORTS.find((sort) => sort === text);
}

function parseOptions(search: URLSearchParams): Record<string, string[]> {
  const options = new Map<string, string[]>();
  for (const [key, text] of search) {
    const name = toStorable(key.slice(OPTION_PREFIX.length));
    const value = toStorable(text);
    if (!key.startsWith(OPTION_PREFIX) || name === "" || name.length > 60 || value === "" || value.length > 120)
      continue;
    const values = options.get(name) ?? [];
    if (values.length >= VALUES_MAX || (values.length === 0 && options.size >= OPTIONS_MAX)) continue;
    if (!values.includes(value)) options.set(name, [...values, value]);
  }
  return Object.fromEntries(options);
}

/** The query that {@link parseFilters} reads back, always in the same order; empty for no filters. */
export function formatFilters(filters: ProductFilters): string {
  const search = new URLSearchParams();
  if (filters.query) search.set("q", filters.query);
  if (filters.category) search.set("category", filters.category);
  if (filters.collection) search.set("collection", filters.collection);
  if (filters.priceMin !== undefined) search.set("min", decimalOfMinor(filters.priceMin, SHOP_CURRENCY));
  if (filters.priceMax !== undefined) search.set("max", decimalOfMinor(filters.priceMax, SHOP_CURRENCY));
  if (filters.inStock) search.set("stock", "1");
  for (const [name, values] of Object.entries(filters.options ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    for (const value of values) search.append(`${OPTION_PREFIX}${name}`, value);
  if (filters.sort) search.set("sort", filters.sort);
  return search.toString();
}

/** Adds or takes away one accepted value of an option. */
export function toggleOption(filters: ProductFilters, name: string, value: string): ProductFilters {
  const { [name]: values = [], ...others } = filters.options ?? {};
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  const options = next.length === 0 ? others : { ...others, [name]: next };
  const { options: _, ...rest } = filters;
  return Object.keys(options).length === 0 ? rest : { ...rest, options };
}

/** How many filters are on, for the button that opens them; the text and the sort are not counted. */
export function countFilters(filters: ProductFilters): number {
  const options = Object.values(filters.options ?? {}).reduce((sum, values) => sum + values.length, 0);
  const price = filters.priceMin !== undefined || filters.priceMax !== undefined ? 1 : 0;
  return options + price + (filters.inStock ? 1 : 0);
}
