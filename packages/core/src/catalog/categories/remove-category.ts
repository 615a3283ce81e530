import { type AdminRemoveCategory, MOVED_PRODUCTS_MAX } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { tellLists } from "../../outbox/tell-lists.ts";
import { refreshMembership } from "../collections/refresh-membership.ts";
import { insertLooseKey } from "../pictures.sql.ts";
import { tellPages } from "../slugs/tell-pages.ts";
import { lockProductsOf, updateCategoryOf } from "./category-products.sql.ts";
import { deleteCategory, lockTree, type StoredCategory } from "./edit-category.sql.ts";
import { lockAsRead } from "./save-category.ts";

/** Products that one statement changes. */
const MOVED_AT_ONCE = 1_000;

const words = () => getTranslations("fieldProblems");

/** Gives the products of a locked category to another one. Returns how many there were. */
async function moveProducts(tx: Tx, from: CategoryId, to: CategoryId | null): Promise<number> {
  const products = await lockProductsOf(tx, from, MOVED_PRODUCTS_MAX + 1);
  const count = products.length;
  if (count === 0) return 0;
  if (count > MOVED_PRODUCTS_MAX)
    throw fieldError("moveProductsTo", words()("categoryProductsMax", { max: MOVED_PRODUCTS_MAX }));
  if (to === null) throw fieldError("moveProductsTo", words()("categoryHasProducts", { count }));
  for (let start = 0; start < count; start += MOVED_AT_ONCE) {
    const some = products.slice(start, start + MOVED_AT_ONCE);
    await updateCategoryOf(tx, some, to);
    await refreshMembership(tx, some);
  }
  await tellPages(tx, products);
  return count;
}

/**
 * Deletes a category, if it is as it was read and has no categories below it. Its products move to `moveProductsTo`; it can be null if
 * there are none. Throws `not_found`, `stale_write`, and `invalid_input`: categories or products are in it, there are too many products,
 * or where they should go does not exist. Publishes `catalog.changed`. Returns what it was; the caller audits it.
 */
export async function removeCategory(
  tx: Tx,
  { moveProductsTo, ...at }: AdminRemoveCategory,
): Promise<{ readonly was: StoredCategory; readonly productsMoved: number }> {
  const places = await lockTree(tx);
  const was = await lockAsRead(tx, at, "remove");
  const count = places.filter(({ parentId }) => parentId === at.categoryId).length;
  if (count > 0) throw new AppError("invalid_input", { message: words()("categoryHasChildren", { count }) });
  if (moveProductsTo !== null && (moveProductsTo === at.categoryId || places.every(({ id }) => id !== moveProductsTo)))
    throw fieldError("moveProductsTo", words()("category"));
  const productsMoved = await moveProducts(tx, at.categoryId, moveProductsTo);
  await deleteCategory(tx, at.categoryId);
  if (was.imageKey !== null) await insertLooseKey(tx, was.imageKey);
  if (productsMoved === 0) await tellLists(tx, "catalog");
  return { was, productsMoved };
}
