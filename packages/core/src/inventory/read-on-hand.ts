import type { VariantId } from "@cartwright/contracts/ids";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import { selectStock } from "./stock.sql.ts";

/** The units of each variant on hand, reserved ones included. Variants without a stock row are left out. */
export async function readOnHand(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  if (variantIds.length === 0) return new Map();
  return new Map((await selectStock(db, variantIds)).map((row) => [row.variantId, row.onHand]));
}

/**
 * The policy of each variant with a stock row.
 * @public For product files.
 */
export async function readPolicies(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, StockPolicy>> {
  if (variantIds.length === 0) return new Map();
  return new Map((await selectStock(db, variantIds)).map((row) => [row.variantId, row.policy]));
}
