import type { AdminMoveCategory } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { tellLists } from "../../outbox/tell-lists.ts";
import { decidePlace } from "./category-place.ts";
import { checkRulesOnCategories, lockTree, updateParent, updatePositions } from "./edit-category.sql.ts";
import { placeError } from "./place-error.ts";
import { lockAsRead } from "./save-category.ts";

/**
 * Moves a category, with those below it, below another parent or among its siblings, if it is as it was read. One change of the tree at a
 * time, so that two moves never make a cycle together. Throws `not_found`, `stale_write`, and `invalid_input` for a place that it may
 * not have. Publishes `catalog.changed`. Returns the parent that it had; the caller audits it.
 */
export async function moveCategory(
  tx: Tx,
  { parentId, beforeId, ...at }: AdminMoveCategory,
): Promise<{ readonly parentId: CategoryId | null; readonly place: number; readonly newPlace: number }> {
  const places = await lockTree(tx);
  const was = await lockAsRead(tx, at, "change");
  const decided = decidePlace(places, { id: at.categoryId, parentId, beforeId });
  if ("problem" in decided) throw placeError(decided.problem);
  await updateParent(tx, { id: at.categoryId, parentId });
  await updatePositions(tx, decided.siblings);
  // Which products the branches above it have has changed.
  if (was.parentId !== parentId) await checkRulesOnCategories(tx);
  await tellLists(tx, "catalog");
  const before = places.filter((place) => place.parentId === was.parentId).findIndex(({ id }) => id === at.categoryId);
  return { parentId: was.parentId, place: before + 1, newPlace: decided.siblings.indexOf(at.categoryId) + 1 };
}
