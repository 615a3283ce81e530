import type { AdminBulkChange } from "@cartwright/contracts/product-bulk";
import type { ProductId, UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { checkCounts, type CountedRow, setCounts } from "../../inventory/count-stock.ts";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { lockProducts } from "../products.sql.ts";
import { refreshListColumns } from "../refresh-list-columns.ts";
import { tellPages } from "../slugs/tell-pages.ts";
import {
  bumpProducts,
  type BulkVariant,
  selectBulkVariants,
  selectSkuHolders,
  updateBulkVariants,
} from "./bulk.sql.ts";
import { checkRows, problemsError, type RowProblem } from "./check-rows.ts";

/** A row that was saved, with the variant as it was. */
export interface SavedRow {
  readonly row: AdminBulkChange;
  readonly was: BulkVariant;
}

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

const FIELDS = ["priceMinor", "compareAtMinor", "sku", "barcode", "weightGrams"] as const;

/** Whether a row changes the variant itself, and not only its stock. */
const changesVariant = (row: AdminBulkChange, was: BulkVariant | undefined) =>
  was !== undefined && FIELDS.some((field) => row[field] !== undefined && row[field] !== was[field]);

const countsOf = (rows: readonly AdminBulkChange[]): CountedRow[] =>
  rows.flatMap(({ productId, variantId, onHand }) => (onHand ? [{ productId, variantId, count: onHand }] : []));

/**
 * Changes prices, codes, weights and stock of at most 500 variants: all of the rows, or none. The first problem of each row is
 * reported at the row (`rows.{index}`) or its field: `stale_write` when every problem is a change since it was read, and otherwise `invalid_input`.
 * Counts become adjustments with their reason. Publishes `catalog.changed`, `price.changed` and `stock.changed`. The caller audits it.
 */
export async function saveVariants(
  tx: Tx,
  rows: readonly AdminBulkChange[],
  cause: { readonly actorId: UserId; readonly note: string },
): Promise<SavedRow[]> {
  const variantIds = unique(rows.map(({ variantId }) => variantId));
  const locked = await lockProducts(tx, unique(rows.map(({ productId }) => productId)));
  const products = new Map(locked.map((product) => [product.id, product]));
  const variants = await selectBulkVariants(tx, variantIds);
  const skus = unique(rows.flatMap(({ sku }) => sku ?? []));
  const renamed = rows.flatMap(({ variantId, sku }) => (sku === undefined ? [] : [variantId]));
  const skuHolders = await selectSkuHolders(tx, skus, renamed);
  const problems = checkRows(rows, { products, variants, skuHolders });
  // A row that is refused already needs no look at its stock, and its variant may not exist.
  const found = new Set(problems.map(({ index }) => index));
  const counts = countsOf(rows.filter((_, index) => !found.has(index)));
  problems.push(...(await stockProblems(tx, rows, counts)));
  if (problems.length > 0) throw problemsError(problems);

  const changed = rows.filter((row) => changesVariant(row, variants.get(row.variantId)));
  const productIds = unique(changed.map(({ productId }) => productId));
  if (changed.length > 0) {
    await updateBulkVariants(tx, changed);
    await bumpProducts(tx, productIds);
    await refreshListColumns(tx, productIds);
    await tellPages(tx, productIds);
    await announcePrices(tx, changed, variants);
  }
  await setCounts(tx, counts, cause);
  return rows.flatMap((row) => {
    const was = variants.get(row.variantId);
    return was ? [{ row, was }] : [];
  });
}

async function stockProblems(
  tx: Tx,
  rows: readonly AdminBulkChange[],
  counts: readonly CountedRow[],
): Promise<RowProblem[]> {
  const refused = await checkCounts(tx, counts);
  const places = new Map(rows.map(({ variantId }, index) => [variantId, index]));
  return refused.flatMap(({ variantId, reason, message }) => {
    const index = places.get(variantId);
    return index === undefined ? [] : [{ index, field: "onHand" as const, reason, message }];
  });
}

/** At most 500 rows, as many as one event holds. */
async function announcePrices(
  tx: Tx,
  rows: readonly AdminBulkChange[],
  were: ReadonlyMap<AdminBulkChange["variantId"], BulkVariant>,
): Promise<void> {
  const variants = rows.flatMap(({ productId, variantId, priceMinor }) => {
    const was = were.get(variantId);
    if (!was || priceMinor === undefined || priceMinor === was.priceMinor) return [];
    return [{ productId, variantId, priceMinor, currency: was.currency }];
  });
  const [first] = variants;
  if (first) await appendToOutbox(tx, [{ name: "price.changed", key: first.productId, payload: { variants } }]);
}

/** The products of saved rows, each once. */
export const productsOf = (rows: readonly SavedRow[]): ProductId[] => unique(rows.map(({ row }) => row.productId));
