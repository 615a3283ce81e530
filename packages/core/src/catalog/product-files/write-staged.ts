import { CATEGORIES_MAX } from "@cartwright/contracts/categories";
import type { CategoryId, ProductId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { ImportReport } from "@cartwright/contracts/product-import";
import type { Tx } from "@cartwright/db/transaction";
import { newId } from "../../kernel/ids.ts";
import { appendToOutbox, type OutboxMessage } from "../../outbox/append-to-outbox.ts";
import { refreshListColumns } from "../refresh-list-columns.ts";
import { COLUMNS } from "./columns.ts";
import { importText } from "./import-text.ts";
import type { Layout } from "./read-header.ts";
import type { Entries } from "./report-entries.sql.ts";
import { definesVariants } from "./resolve.sql.ts";
import { countStaged } from "./staging.sql.ts";
import {
  bumpTouched,
  countCategories,
  discontinueMissing,
  followCategories,
  insertCategories,
  insertNewProducts,
  insertNewVariants,
  replaceImages,
  replaceOptions,
  selectNewCategories,
  selectPriceChanges,
  selectWritten,
  updateProducts,
  updateVariants,
} from "./write.sql.ts";
import { writeStock } from "./write-stock.ts";

/** The most categories that a file may create. Beyond that its types are not categories. */
const NEW_CATEGORIES_MAX = 200;
const PRODUCTS_PER_EVENT = 500;
/** The most changed prices that open pages are told about. The others are read when the page asks next. */
const PRICES_TOLD_MAX = 5_000;
const PRICES_PER_EVENT = 500;
const PAGE = 2_000;
const STEPS = 5;

export type WriteStep = "products" | "pictures" | "variants" | "search" | "stock" | "done";

type Counts = Omit<ImportReport["products"], "skipped">;

export interface WrittenCounts {
  readonly products: Counts;
  readonly variants: Counts & { readonly discontinued: number };
  readonly categoriesCreated: number;
  readonly stock: ImportReport["stock"];
}

interface WriteOptions {
  readonly layout: Layout;
  readonly entries: Entries;
  readonly onStep: (step: number, steps: number, doing: WriteStep) => Promise<void>;
}

/**
 * Writes the staged rows to the shop and publishes the change. Products are locked before their parts; stock comes last.
 */
export async function writeStaged(tx: Tx, { layout, entries, onStep }: WriteOptions): Promise<WrittenCounts> {
  const staged = await countStaged(tx);
  await onStep(0, STEPS, "products");
  const categoriesCreated = await createCategories(tx, entries);
  const created = await insertNewProducts(tx, SHOP_CURRENCY);
  await updateProducts(tx);
  await replaceOptions(tx, { newOnly: !definesVariants(layout) });
  await onStep(1, STEPS, "pictures");
  if (layout.columns.has("imageSrc")) await replaceImages(tx);
  await onStep(2, STEPS, "variants");
  const discontinued = definesVariants(layout) ? await discontinueMissing(tx) : 0;
  const prices = await selectPriceChanges(tx, PRICES_TOLD_MAX);
  const variantsChanged = await updateVariants(tx);
  const variantsCreated = await insertNewVariants(tx, SHOP_CURRENCY);
  const changed = await bumpTouched(tx);
  await onStep(3, STEPS, "search");
  const written = await refreshWritten(tx);
  await onStep(4, STEPS, "stock");
  const { flipped, ...stock } = await writeStock(tx, layout, entries);
  await appendToOutbox(tx, [...changeOf(written, flipped), ...pricesOf(prices)]);
  await onStep(5, STEPS, "done");
  return {
    products: { created, changed, unchanged: staged.products - created - changed },
    variants: {
      created: variantsCreated,
      changed: variantsChanged,
      unchanged: staged.variants - variantsCreated - variantsChanged,
      discontinued,
    },
    categoriesCreated,
    stock,
  };
}

/** Creates the categories that the file names, those of most products where it names too many or the shop has no room for more. */
async function createCategories(tx: Tx, entries: Entries): Promise<number> {
  await followCategories(tx);
  const room = Math.max(0, CATEGORIES_MAX - (await countCategories(tx)));
  const max = Math.min(NEW_CATEGORIES_MAX, room);
  const { total, categories } = await selectNewCategories(tx, max);
  if (total > categories.length) {
    const why = room < NEW_CATEGORIES_MAX ? "reason.categoriesFull" : "reason.categoriesMax";
    const reason = importText(why, { count: total, max });
    const remedy = importText("remedy.categoriesMax", { count: total - categories.length });
    entries.add({ kind: "warning", line: 1, column: COLUMNS.type, value: null, reason, remedy });
  }
  await insertCategories(
    tx,
    categories.map((category) => ({ ...category, id: newId<CategoryId>() })),
  );
  return categories.length;
}

interface Named {
  readonly id: ProductId;
  readonly slug: string;
}

/**
 * Recomputes the list and search columns. Returns the first products that were written, one more than an event may name.
 */
async function refreshWritten(tx: Tx): Promise<Named[]> {
  const first: Named[] = [];
  let after: ProductId | null = null;
  for (;;) {
    const page: Named[] = await selectWritten(tx, after, PAGE);
    await refreshListColumns(
      tx,
      page.map((product) => product.id),
    );
    first.push(...page.slice(0, PRODUCTS_PER_EVENT + 1 - first.length));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return first;
    after = last.id;
  }
}

/** One event for the whole file. A long one says "all lists" and names no products. */
function changeOf(written: readonly Named[], flipped: readonly Named[]): OutboxMessage[] {
  const all = new Map([...written, ...flipped].map((product) => [product.id, product.slug]));
  if (all.size === 0) return [];
  const named = all.size <= PRODUCTS_PER_EVENT ? [...all] : [];
  return [
    {
      name: "catalog.changed",
      key: "catalog",
      payload: { productIds: named.map(([id]) => id), slugs: named.map(([, slug]) => slug), lists: true },
    },
  ];
}

function pricesOf(prices: Awaited<ReturnType<typeof selectPriceChanges>>): OutboxMessage[] {
  const events: OutboxMessage[] = [];
  for (let start = 0; start < prices.length; start += PRICES_PER_EVENT) {
    const variants = prices.slice(start, start + PRICES_PER_EVENT);
    events.push({ name: "price.changed", key: variants[0]?.productId ?? "catalog", payload: { variants } });
  }
  return events;
}
