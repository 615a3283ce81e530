import type { Db } from "@cartwright/db/client";
import { type PromotionRow, selectPromotion } from "./promotions.sql.ts";

/** A promotion and whether it may be used now, by Postgres's clock. */
export type Promotion = PromotionRow;

/** Finds a promotion by its code (upper case), judged for one customer where his key is known. Null when there is none. */
export async function findPromotion(db: Db, code: string, customerKey: string | null): Promise<Promotion | null> {
  return selectPromotion(db, code, customerKey);
}
