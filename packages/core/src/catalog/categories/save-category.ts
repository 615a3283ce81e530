import { OLD_SLUGS_MAX } from "@cartwright/contracts/catalog";
import type { AdminCategoryAt } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { tellLists } from "../../outbox/tell-lists.ts";
import { deleteLooseKeys, insertLooseKey, type StoredPicture } from "../pictures.sql.ts";
import { toCategoryError } from "./category-error.ts";
import {
  type CategoryValues,
  hasTooManyCategorySlugs,
  lockCategory,
  type StoredCategory,
  updateCategory,
  updateCategoryPicture,
} from "./edit-category.sql.ts";

/** The category as it was read, locked. Throws `not_found` and `stale_write`. */
export async function lockAsRead(
  tx: Tx,
  { categoryId, version }: AdminCategoryAt,
  to: "change" | "remove",
): Promise<StoredCategory> {
  const stored = await lockCategory(tx, categoryId, to);
  if (!stored) throw new AppError("not_found");
  if (stored.version !== version) throw new AppError("stale_write");
  return stored;
}

/**
 * Changes what a category is called, its address and its text, if it is as it was read. Old slugs lead to the new one. Throws `not_found`,
 * `stale_write`, and `invalid_input`: the slug is or was another category's, or one too many. Publishes `catalog.changed`. Returns what
 * it was; the caller audits it.
 */
export async function saveCategory(tx: Tx, at: AdminCategoryAt, values: CategoryValues): Promise<CategoryValues> {
  const was = await lockAsRead(tx, at, "change");
  try {
    await updateCategory(tx, at.categoryId, { was, values });
  } catch (error) {
    throw toCategoryError(error);
  }
  if (await hasTooManyCategorySlugs(tx, at.categoryId))
    throw fieldError("slug", getTranslations("fieldProblems")("categorySlugsMax", { max: OLD_SLUGS_MAX }));
  await tellLists(tx, "catalog");
  return was;
}

/** Sets a category's picture, whose files are stored. The files of the one before are deleted a day later. Throws `not_found`. */
export async function setCategoryPicture(
  tx: Tx,
  categoryId: CategoryId,
  picture: StoredPicture,
): Promise<{ readonly before: string | null }> {
  const stored = await lockCategory(tx, categoryId, "change");
  if (!stored) throw new AppError("not_found");
  await updateCategoryPicture(tx, categoryId, picture);
  await deleteLooseKeys(tx, [picture.key]);
  if (stored.imageKey !== null) await insertLooseKey(tx, stored.imageKey);
  await tellLists(tx, "catalog");
  return { before: stored.imageKey };
}

/** Removes a category's picture. Throws `not_found` (it has none, too) and `stale_write`. */
export async function removeCategoryPicture(tx: Tx, at: AdminCategoryAt): Promise<{ readonly before: string }> {
  const stored = await lockAsRead(tx, at, "change");
  if (stored.imageKey === null) throw new AppError("not_found");
  await updateCategoryPicture(tx, at.categoryId, null);
  await insertLooseKey(tx, stored.imageKey);
  await tellLists(tx, "catalog");
  return { before: stored.imageKey };
}
