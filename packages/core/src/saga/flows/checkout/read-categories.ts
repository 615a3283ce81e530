import type { Db } from "@cartwright/db/client";
import { readAncestors } from "../../../catalog/read-ancestors.ts";
import type { Promotion } from "../../../promotions/promotion.ts";
import type { CheckoutLine } from "./price-checkout.ts";

/** The categories above those of the lines, each itself included; nothing is read unless a promotion names categories. */
export async function readCategories(
  db: Db,
  lines: readonly Pick<CheckoutLine, "variant">[],
  promotions: readonly Promotion[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (promotions.every(({ categoryIds }) => categoryIds.length === 0)) return new Map();
  return readAncestors(db, [...new Set(lines.flatMap(({ variant }) => variant.categoryId ?? []))]);
}
