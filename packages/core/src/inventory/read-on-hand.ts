import type { VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectOnHand } from "./stock.sql.ts";

/** The units of each variant on hand, reserved ones included. Variants without a stock row are left out. */
export async function readOnHand(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, number>> {
  if (variantIds.length === 0) return new Map();
  return new Map((await selectOnHand(db, variantIds)).map((row) => [row.variantId, row.onHand]));
}
