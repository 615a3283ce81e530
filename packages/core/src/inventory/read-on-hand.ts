import type { VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectOnHand } from "./stock.sql.ts";

/** How many units of each variant lie in the warehouse, held ones included. Variants without a stock row are missing. */
export async function readOnHand(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  if (variantIds.length === 0) return new Map();
  return new Map((await selectOnHand(db, variantIds)).map((row) => [row.variantId, row.onHand]));
}
