import { type AdminBulkRows, type AdminReadBulk, BULK_VARIANTS_MAX } from "@cartwright/contracts/product-bulk";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { listProductsForStaff } from "../list-products.ts";
import { selectBulkRows } from "./bulk.sql.ts";

/** Products read of a filtered list: as many as variants fit, in pages of the list. */
const PAGE = 100;

/** The ids of the first products of a filtered list whose variants fill the grid, and whether there are more. */
async function listedIds(db: Db, filter: NonNullable<AdminReadBulk["filter"]>) {
  const ids: ProductId[] = [];
  let variants = 0;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listProductsForStaff>> = await listProductsForStaff(db, {
      ...filter,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    ids.push(...page.items.map(({ id }) => id));
    variants += page.items.reduce((sum, { variantCount }) => sum + variantCount, 0);
    cursor = page.nextCursor;
  } while (cursor !== null && variants < BULK_VARIANTS_MAX && ids.length < BULK_VARIANTS_MAX);
  return { ids, hasMore: cursor !== null };
}

/**
 * The variants for sale of some products, or of those that the list shows for a filter: at most 500, in the order of the products,
 * and whether there are more. Products that do not exist are left out.
 */
export async function readBulkRows(db: Db, { productIds, filter }: AdminReadBulk): Promise<AdminBulkRows> {
  const { ids, hasMore } = productIds
    ? { ids: [...new Set(productIds)], hasMore: false }
    : await listedIds(db, filter ?? {});
  const rows = await selectBulkRows(db, ids, BULK_VARIANTS_MAX + 1);
  return { rows: rows.slice(0, BULK_VARIANTS_MAX), hasMore: hasMore || rows.length > BULK_VARIANTS_MAX };
}
