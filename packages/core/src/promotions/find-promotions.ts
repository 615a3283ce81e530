import type { Db } from "@cartwright/db/client";
import type { Promotion } from "./promotion.ts";
import { selectPromotions } from "./promotions.sql.ts";

/**
 * The promotion of a code (upper case) and those that apply without one, evaluated for the customer with these keys, if any
 * is known. A code that does not exist finds nothing.
 */
export async function findPromotions(
  db: Db,
  code: string | null,
  customerKeys: readonly string[],
): Promise<readonly Promotion[]> {
  return selectPromotions(db, code, customerKeys);
}
