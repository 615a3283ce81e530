import type { Facets, ListProducts, ProductPage, ProductSort } from "@cartwright/contracts/catalog";
import type { Db } from "@cartwright/db/client";
import { getTranslations } from "@cartwright/messages/get-translations";
import { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import { readSearchQuery } from "../search/read-query.ts";
import { selectBranch } from "./categories.sql.ts";
import { selectCollection } from "./collections/collections.sql.ts";
import { correctQuery } from "./correct-query.ts";
import { createCostMemory } from "../kernel/cost-memory.ts";
import {
  type CardRow,
  type FacetRow,
  type ListFilter,
  type ListPosition,
  MATCHES_MAX,
  selectFacets,
  selectPage,
} from "./list.sql.ts";
import { forgetRanks, selectRankedPage } from "./recall-ranks.ts";
import { compareOptionValues } from "./option-order.ts";
import { unpackOption } from "./option-values.ts";
import { toCard } from "./product-card.ts";
import { hasWords } from "./search-terms.ts";

/**
 * The counts of a filter cost more than its page, and every page shows them. They are kept until the catalogue changes, at most
 * a minute. Counts of a full set take tens of milliseconds and are "10,000 and more" anyway, so they outlive changes.
 */
const { recall: recallCounts, reportChange } = createCostMemory<FacetRow>({
  isCostly: (counts) => counts.total >= MATCHES_MAX,
  costlyMs: 5_000,
  lifeMs: 60_000,
  continuedMs: 600_000,
  entriesMax: 300,
});

/**
 * Reports that products have changed, so that the lists of this database are counted anew, and its searches ranked anew. A process that follows the catalogue's
 * changes calls it at its start and for each of them; without, that is done for every list.
 */
export function forgetProductCounts(db: Db): void {
  reportChange(db);
  forgetRanks(db);
}

const NO_PAGE: ProductPage = {
  items: [],
  nextCursor: null,
  total: 0,
  facets: { categories: [], options: [], priceMinMinor: null, priceMaxMinor: null, inStock: 0 },
  corrected: false,
};

/** A cursor: its sort order, how the search was read, and the position of the last row. */
const Position = z.tuple([
  z.enum(["relevance", "featured", "newest", "price_asc", "price_desc"]),
  z.enum(["words", "nearness"]),
  z.union([z.number(), z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/)]),
  z.uuid(),
]);

const OPTIONS_SHOWN_MAX = 12;

/**
 * One page of the catalogue: cards, the next page's cursor, and the facet counts. A query without exact matches
 * returns those of the nearest spelling, named in `corrected`. An unknown category or collection has no products. Throws `invalid_input` for a
 * cursor of another list.
 */
export async function listProducts(db: Db, input: ListProducts): Promise<ProductPage> {
  if (input.query && !hasWords(input.query)) return NO_PAGE;
  const collection = input.collection === undefined ? null : await selectCollection(db, input.collection);
  if (collection === undefined) return NO_PAGE;
  const searching = input.query !== undefined && input.query !== "";
  const sort = chooseSort(input.sort, { searching, hasOrder: collection?.kind === "manual" && !searching });
  const cursor = input.cursor === undefined ? null : readCursor(input.cursor, sort);
  const categoryIds = input.category === undefined ? null : await selectBranch(db, input.category);
  if (categoryIds?.length === 0) return NO_PAGE;
  const ask = async (search: string | null, by: "words" | "nearness") => {
    const filter: ListFilter = {
      search,
      categoryIds,
      collectionId: collection?.id ?? null,
      priceMin: input.priceMin,
      priceMax: input.priceMax,
      inStock: input.inStock,
      options: input.options ?? {},
    };
    const [rows, facets] = await Promise.all([
      (sort === "relevance" ? selectRankedPage : selectPage)(db, {
        filter,
        sort,
        after: cursor?.after ?? null,
        rows: input.limit + 1,
      }),
      recallCounts(db, { key: JSON.stringify(filter), continues: cursor !== null }, () => selectFacets(db, filter)),
    ]);
    return toPage({ rows, facets, sort, by, limit: input.limit });
  };
  if (!input.query) return ask(null, "words");
  const written = cursor?.by === "nearness" ? null : await readSearchQuery(db, input.query);
  const asWritten = written === null ? null : await ask(written, "words");
  if (asWritten && (asWritten.total > 0 || cursor)) return asWritten;
  const corrected = await correctQuery(db, input.query);
  const meant = corrected === null ? null : await readSearchQuery(db, corrected);
  return meant === null ? NO_PAGE : ask(meant, "nearness");
}

/**
 * Without search words nothing is more relevant than anything else, and only a collection by hand has an order of its own. Otherwise the
 * newest come first.
 */
function chooseSort(
  wanted: ProductSort | undefined,
  { searching, hasOrder }: { readonly searching: boolean; readonly hasOrder: boolean },
): ProductSort {
  const usual = hasOrder ? "featured" : searching ? "relevance" : "newest";
  const isOffered = (wanted !== "relevance" || searching) && (wanted !== "featured" || hasOrder);
  return wanted !== undefined && isOffered ? wanted : usual;
}

function readCursor(cursor: string, sort: ProductSort): { by: "words" | "nearness"; after: ListPosition } {
  const [listSort, by, value, id] = decodeCursor(cursor, Position);
  const fits = listSort === sort && (sort === "newest") === (typeof value === "string");
  if (!fits) throw new AppError("invalid_input", { message: getTranslations("errorDetails")("listMoved") });
  return { by, after: { value, id } };
}

function placeOf(row: CardRow, sort: ProductSort): string | number {
  if (sort === "newest") return row.createdAt;
  if (sort === "featured") return row.position ?? 0;
  return sort === "relevance" ? row.rank : row.priceMinor;
}

function toPage(found: {
  readonly rows: readonly CardRow[];
  readonly facets: FacetRow;
  readonly sort: ProductSort;
  readonly by: "words" | "nearness";
  readonly limit: number;
}): ProductPage {
  const shown = found.rows.slice(0, found.limit);
  const last = shown.at(-1);
  const more = found.rows.length > found.limit && last;
  return {
    items: shown.map(toCard),
    nextCursor: more ? encodeCursor([found.sort, found.by, placeOf(last, found.sort), last.id]) : null,
    total: found.facets.total,
    facets: toFacets(found.facets),
    corrected: found.by === "nearness" && shown.length > 0,
  };
}

function toFacets(row: FacetRow): Facets {
  const byName = new Map<string, { value: string; count: number }[]>();
  for (const { packed, count } of row.options) {
    const { name, value } = unpackOption(packed);
    const values = byName.get(name) ?? [];
    values.push({ value, count });
    byName.set(name, values);
  }
  const options = [...byName]
    .slice(0, OPTIONS_SHOWN_MAX)
    .map(([name, values]) => ({ name, values: values.toSorted((a, b) => compareOptionValues(a.value, b.value)) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  const { categories, priceMinMinor, priceMaxMinor, inStock } = row;
  return { categories: [...categories], options, priceMinMinor, priceMaxMinor, inStock };
}
