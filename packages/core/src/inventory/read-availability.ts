import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { type Availability, availabilityOf } from "./availability.ts";
import { selectProductStock, selectStock } from "./stock.sql.ts";

/**
 * What can be ordered of each variant. The map leaves out variants that inventory does not know; treat them as sold out. A
 * snapshot without locks: the reservation decides.
 */
export async function readAvailability(
  db: Db,
  variantIds: readonly VariantId[],
): Promise<Map<VariantId, Availability>> {
  if (variantIds.length === 0) return new Map();
  const rows = await selectStock(db, variantIds);
  return new Map(rows.map((row) => [row.variantId, availabilityOf(row)]));
}

export interface ProductStock extends Availability {
  readonly productId: ProductId;
  readonly variantId: VariantId;
}

/** The same for all variants of some products. */
export async function readProductStock(db: Db, productIds: readonly ProductId[]): Promise<ProductStock[]> {
  if (productIds.length === 0) return [];
  const rows = await selectProductStock(db, productIds);
  return rows.map((row) => {
    const { productId, variantId } = row;
    return Object.assign({ productId, variantId }, availabilityOf(row));
  });
}
