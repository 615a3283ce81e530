import { CATEGORY_LEVELS_MAX, SUBCATEGORIES_MAX } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";

/** A category's place in the tree. Lists of them are in the order of display among siblings. */
export interface CategoryPlace {
  readonly id: CategoryId;
  readonly parentId: CategoryId | null;
}

export interface WantedPlace {
  readonly id: CategoryId;
  readonly parentId: CategoryId | null;
  /** Which sibling it comes before. Null for the last place. */
  readonly beforeId: CategoryId | null;
}

export type PlaceProblem =
  /** The parent does not exist. */
  | "parentGone"
  /** The parent is the category itself, or one below it. */
  | "belowItself"
  /** It, or one below it, would be on a level that the shop does not show. */
  | "tooDeep"
  /** The parent has as many as it can have. */
  | "full"
  /** The sibling is not, or no longer, below the parent. */
  | "siblingGone";

/** The ids from a category up to the top, itself first. */
function pathUp(tree: ReadonlyMap<CategoryId, CategoryPlace>, id: CategoryId | null): CategoryId[] {
  const path: CategoryId[] = [];
  for (let at = id; at !== null && !path.includes(at); at = tree.get(at)?.parentId ?? null) path.push(at);
  return path;
}

/** The levels that a category and those below it take up: 1 for one without any below. */
function heightOf(tree: ReadonlyMap<CategoryId, CategoryPlace>, id: CategoryId): number {
  let height = 1;
  for (const place of tree.values()) height = Math.max(height, pathUp(tree, place.id).indexOf(id) + 1);
  return height;
}

/**
 * Decides whether a category, new or not, may have a place. Returns the siblings there in their new order, itself included. Pure: whoever
 * calls it has locked the tree.
 */
export function decidePlace(
  places: readonly CategoryPlace[],
  { id, parentId, beforeId }: WantedPlace,
): { readonly problem: PlaceProblem } | { readonly siblings: readonly CategoryId[] } {
  const tree = new Map(places.map((place) => [place.id, place]));
  const above = pathUp(tree, parentId);
  if (parentId !== null && !tree.has(parentId)) return { problem: "parentGone" };
  if (above.includes(id)) return { problem: "belowItself" };
  if (above.length + heightOf(tree, id) > CATEGORY_LEVELS_MAX && tree.get(id)?.parentId !== parentId)
    return { problem: "tooDeep" };
  const others = places.filter((place) => place.parentId === parentId && place.id !== id).map((place) => place.id);
  if (others.length >= SUBCATEGORIES_MAX && tree.get(id)?.parentId !== parentId) return { problem: "full" };
  const at = beforeId === null ? others.length : others.indexOf(beforeId);
  if (at < 0) return { problem: "siblingGone" };
  return { siblings: others.toSpliced(at, 0, id) };
}
