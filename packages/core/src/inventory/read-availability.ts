import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectAvailability, selectProductStock } from "./stock.sql.ts";

/**
 * What is available of each variant: on hand less reserved, never below zero. The map leaves out variants that inventory
 * does not know; treat them as 0. A snapshot without locks: the reservation decides.
 */
export async function readAvailability(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  if (variantIds.length === 0) return new Map();
  const rows = await selectAvailability(db, variantIds);
  return new Map(rows.map((row) => [row.variantId, row.available]));
}

export interface ProductStock {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly available: number;
}

/** The same for all variants of some products. */
export async function readProductStock(db: Db, productIds: readonly ProductId[]): Promise<ProductStock[]> {
  return productIds.length === 0 ? [] : selectProductStock(db, productIds);
}
