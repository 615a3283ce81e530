import { type AdminCreateCategory, CATEGORIES_MAX } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { fieldError } from "../../kernel/field-error.ts";
import { firstFree } from "../../kernel/first-free.ts";
import { newId } from "../../kernel/ids.ts";
import { tellLists } from "../../outbox/tell-lists.ts";
import { slugOf } from "../product-files/handle.ts";
import { toCategoryError } from "./category-error.ts";
import { decidePlace } from "./category-place.ts";
import {
  type CategoryValues,
  insertCategory,
  lockTree,
  selectTakenCategorySlugs,
  updatePositions,
} from "./edit-category.sql.ts";
import { placeError } from "./place-error.ts";

/** The title as a slug, or with the first number that is free. */
async function freeCategorySlug(tx: Tx, title: string): Promise<string> {
  const base = slugOf(title).slice(0, 190).replace(/-+$/, "") || "category";
  return firstFree(base, await selectTakenCategorySlugs(tx, base));
}

/**
 * Creates a category as the last one below its parent. Without a slug it gets one from its title. Throws `invalid_input`: the slug is or
 * was another category's, the parent does not exist or has no room, or there are too many. Publishes `catalog.changed`. The caller
 * audits it.
 */
export async function createCategory(
  tx: Tx,
  { title, description, parentId, slug: given }: AdminCreateCategory,
): Promise<{ readonly id: CategoryId; readonly values: CategoryValues }> {
  const places = await lockTree(tx);
  if (places.length >= CATEGORIES_MAX)
    throw fieldError("title", getTranslations("fieldProblems")("categoriesMax", { max: CATEGORIES_MAX }));
  const id = newId<CategoryId>();
  const decided = decidePlace(places, { id, parentId, beforeId: null });
  if ("problem" in decided) throw placeError(decided.problem);
  const values = { title, description, slug: given ?? (await freeCategorySlug(tx, title)) };
  try {
    await insertCategory(tx, { id, parentId, ...values });
  } catch (error) {
    throw toCategoryError(error);
  }
  await updatePositions(tx, decided.siblings);
  await tellLists(tx, "catalog");
  return { id, values };
}
