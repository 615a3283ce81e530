import type { CategoryId, ProductId, VariantId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { readProductStock } from "../inventory/read-availability.ts";
import { readOnHand } from "../inventory/read-on-hand.ts";
import { type OnHandRow, setOnHand } from "../inventory/set-on-hand.ts";
import { AppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { appendToOutbox, type OutboxMessage } from "../outbox/append-to-outbox.ts";
import type { Column } from "./csv-columns.ts";
import {
  bumpTouched,
  discontinueMissing,
  insertCategories,
  insertNewProducts,
  insertNewVariants,
  replaceImages,
  replaceOptions,
  selectNewCategories,
  selectPriceChanges,
  selectStagedStock,
  selectWritten,
  updateProducts,
  updateVariants,
} from "./import.sql.ts";
import type { ImportCounts } from "./import-report.ts";
import { importText } from "./import-text.ts";
import { updateInStock } from "./products.sql.ts";
import { refreshListColumns } from "./refresh-list-columns.ts";
import { countStaged } from "./staging.sql.ts";

/** The most categories that a file may create. Beyond that its types are not categories. */
const NEW_CATEGORIES_MAX = 200;
const PRODUCTS_PER_EVENT = 500;
/** The most changed prices that open pages are told about. The others are read when the page asks next. */
const PRICES_TOLD_MAX = 5_000;
const PRICES_PER_EVENT = 500;
const PAGE = 2_000;
const STEPS = 5;

type WriteStep = "products" | "pictures" | "variants" | "search" | "stock" | "done";

export interface WrittenCounts {
  readonly products: ImportCounts;
  readonly variants: ImportCounts & { readonly discontinued: number };
  readonly categoriesCreated: number;
  readonly stockChanged: number;
  readonly stockKept: number;
}

/**
 * Writes the staged rows to the shop and publishes the change. Products are locked before their parts; stock comes last.
 */
export async function writeStaged(
  tx: Tx,
  options: {
    readonly has: (column: Column) => boolean;
    readonly onStep: (step: number, steps: number, doing: WriteStep) => void;
  },
): Promise<WrittenCounts> {
  const { has, onStep } = options;
  const staged = await countStaged(tx);
  onStep(0, STEPS, "products");
  const categoriesCreated = await createCategories(tx);
  const created = await insertNewProducts(tx, SHOP_CURRENCY);
  await updateProducts(tx);
  await replaceOptions(tx);
  onStep(1, STEPS, "pictures");
  if (has("imageSrc")) await replaceImages(tx);
  onStep(2, STEPS, "variants");
  const discontinued = await discontinueMissing(tx);
  const prices = await selectPriceChanges(tx, PRICES_TOLD_MAX);
  const variantsChanged = await updateVariants(tx);
  const variantsCreated = await insertNewVariants(tx, SHOP_CURRENCY);
  const changed = await bumpTouched(tx);
  onStep(3, STEPS, "search");
  const written = await refreshWritten(tx);
  onStep(4, STEPS, "stock");
  const stock = await writeStock(tx);
  await appendToOutbox(tx, [...changeOf(written, stock.flipped), ...pricesOf(prices)]);
  onStep(5, STEPS, "done");
  return {
    products: { created, changed, unchanged: staged.products - created - changed },
    variants: {
      created: variantsCreated,
      changed: variantsChanged,
      unchanged: staged.variants - variantsCreated - variantsChanged,
      discontinued,
    },
    categoriesCreated,
    stockChanged: stock.changed,
    stockKept: stock.kept,
  };
}

async function createCategories(tx: Tx): Promise<number> {
  const missing = await selectNewCategories(tx, NEW_CATEGORIES_MAX);
  if (missing.length > NEW_CATEGORIES_MAX) {
    throw new AppError("import_invalid", {
      message: importText("file.categoriesMax", { max: NEW_CATEGORIES_MAX }),
    });
  }
  await insertCategories(
    tx,
    missing.map((category) => ({ ...category, id: newId<CategoryId>() })),
  );
  return missing.length;
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

/** Sets stock where the file differs, by ascending variant id like every lock on stock, and the stock flags of lists. */
async function writeStock(tx: Tx): Promise<{ changed: number; kept: number; flipped: Named[] }> {
  let after: VariantId | null = null;
  let changed = 0;
  let kept = 0;
  const flipped: Named[] = [];
  const products = new Set<ProductId>();
  for (;;) {
    const page: Awaited<ReturnType<typeof selectStagedStock>> = await selectStagedStock(tx, after, PAGE);
    const onHand = await readOnHand(
      tx,
      page.map((row) => row.variantId),
    );
    const rows = page.flatMap(({ variantId, productId, quantity, existing }): (OnHandRow & { existing: boolean })[] => {
      const wanted = quantity ?? (onHand.has(variantId) ? null : 0);
      return wanted === null || wanted === onHand.get(variantId)
        ? []
        : [{ variantId, productId, onHand: wanted, existing }];
    });
    const already = rows.filter((row) => row.existing);
    const fresh = rows.filter((row) => !row.existing);
    kept += (await setOnHand(tx, already, { reason: "import" })).kept.length;
    await setOnHand(tx, fresh, { reason: "initial" });
    changed += rows.length;
    for (const { productId } of page) products.add(productId);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.variantId;
  }
  const ids = [...products];
  for (let start = 0; start < ids.length; start += PAGE) {
    const some = ids.slice(start, start + PAGE);
    const available = (await readProductStock(tx, some)).filter((row) => row.available > 0);
    flipped.push(
      ...(await updateInStock(
        tx,
        some,
        available.map((row) => row.variantId),
      )),
    );
  }
  return { changed: changed - kept, kept, flipped };
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
