import type { RawBuilder } from "kysely";
import type { Promotion } from "./promotion.ts";
import { promotionsAsJson } from "./promotions.sql.ts";

/**
 * The promotion of a code (upper case) and those that apply without one, evaluated for the customer with these keys, if any
 * is known. A code that does not exist finds nothing. A part of the caller's statement, since every quote reads it.
 */
export function findPromotions(code: string | null, customerKeys: readonly string[]): RawBuilder<readonly Promotion[]> {
  return promotionsAsJson(code, customerKeys);
}
