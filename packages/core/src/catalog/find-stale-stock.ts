import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { readProductStock } from "../inventory/read-availability.ts";
import type { Deps } from "../kernel/deps.ts";
import { selectProductIds, selectStaleStock } from "./products.sql.ts";
import { refreshStock } from "./refresh-stock.ts";

interface StalePage {
  readonly stale: readonly ProductId[];
  /** Where the next page begins. Null at the end of the catalogue. */
  readonly next: ProductId | null;
}

/**
 * The products among the next `limit`, oldest first, whose stock flag differs from inventory. Reads without locks: a flag
 * whose refresh is still pending shows here too, and refreshing it early does no harm.
 */
export async function findStaleStock(db: Db, after: ProductId | null, limit: number): Promise<StalePage> {
  const productIds = await selectProductIds(db, after, limit);
  const stock = await readProductStock(db, productIds);
  const available = stock.filter((row) => row.available > 0).map((row) => row.variantId);
  const stale = await selectStaleStock(db, productIds, available);
  return { stale, next: productIds.length === limit ? (productIds.at(-1) ?? null) : null };
}

/**
 * Walks through the whole catalogue, round after round, `limit` products (at most 500) per call, and corrects flags whose
 * refresh was lost directly, without the queue. A call returns how many it found. The position is kept in memory only:
 * another worker starts again.
 */
export function createStockWalk(deps: Deps, limit: number): () => Promise<number> {
  let after: ProductId | null = null;
  return async () => {
    const { stale, next } = await findStaleStock(deps.db, after, limit);
    if (stale.length > 0) await refreshStock(deps, stale);
    after = next;
    return stale.length;
  };
}
