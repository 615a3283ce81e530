import type { VariantId } from "@cartwright/contracts/ids";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import { selectStock } from "./stock.sql.ts";

/** How a variant is kept in stock: units on hand, reserved ones included, and its policy. */
export interface OnHand {
  readonly onHand: number;
  readonly policy: StockPolicy;
  /** Working days until a unit ships that is not on hand. */
  readonly backorderDays: number;
}

/** The stock of each variant. Variants without a stock row are left out. */
export async function readOnHand(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, OnHand>> {
  if (variantIds.length === 0) return new Map();
  return new Map((await selectStock(db, variantIds)).map((row) => [row.variantId, row]));
}
