import type { Db } from "@cartwright/db/client";
import { type PromotionRow, selectPromotion } from "./promotions.sql.ts";

/** A promotion and whether it can be used now, by the database's clock. */
export type Promotion = PromotionRow;

/**
 * Finds a promotion by its code (upper case), evaluated for the customer with these keys, if any is known. Null when there is none.
 */
export async function findPromotion(db: Db, code: string, customerKeys: readonly string[]): Promise<Promotion | null> {
  return selectPromotion(db, code, customerKeys);
}
