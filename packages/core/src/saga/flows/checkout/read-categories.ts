import type { Db } from "@cartwright/db/client";
import { readMemberships } from "../../../catalog/collections/read-memberships.ts";
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

/** The collections that the lines' products are in, of those that a promotion names; nothing is read unless one does. */
export async function readCollections(
  db: Db,
  lines: readonly Pick<CheckoutLine, "variant">[],
  promotions: readonly Promotion[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const named = [...new Set(promotions.flatMap(({ collectionIds }) => collectionIds))];
  if (named.length === 0) return new Map();
  return readMemberships(db, [...new Set(lines.map(({ variant }) => variant.productId))], named);
}
