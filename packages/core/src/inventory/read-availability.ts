import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { availableOf } from "./availability.ts";
import { selectProductStock, selectStock } from "./stock.sql.ts";

/**
 * How many units of each variant can be ordered: on hand less reserved, never below zero, or 999 where stock sets no limit.
 * The map leaves out variants that inventory does not know; treat them as 0. A snapshot without locks: the reservation
 * decides.
 */
export async function readAvailability(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  if (variantIds.length === 0) return new Map();
  const rows = await selectStock(db, variantIds);
  return new Map(rows.map((row) => [row.variantId, availableOf(row)]));
}

export interface ProductStock {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly available: number;
}

/** The same for all variants of some products. */
export async function readProductStock(db: Db, productIds: readonly ProductId[]): Promise<ProductStock[]> {
  if (productIds.length === 0) return [];
  const rows = await selectProductStock(db, productIds);
  return rows.map((row) => ({ productId: row.productId, variantId: row.variantId, available: availableOf(row) }));
}
