import { type AdminCategoryRow, CATEGORY_LEVELS_MAX } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";

type Rows = readonly AdminCategoryRow[];

/** The categories directly below one, in their order. Null for the top. */
export const childrenOf = (rows: Rows, parentId: CategoryId | null): AdminCategoryRow[] =>
  rows.filter((row) => row.parentId === parentId);

/** A category and those below it. `rows` have each category before those below it. */
function branchOf(rows: Rows, id: CategoryId): AdminCategoryRow[] {
  const ids = new Set<string>([id]);
  for (const row of rows) if (row.parentId !== null && ids.has(row.parentId)) ids.add(row.id);
  return rows.filter((row) => ids.has(row.id));
}

/** Where a category may be: below which others, by the ids of those, in their order. */
export function parentsFor(rows: Rows, moved: AdminCategoryRow): AdminCategoryRow[] {
  const branch = branchOf(rows, moved.id);
  const height = Math.max(...branch.map(({ level }) => level)) - moved.level + 1;
  const below = new Set(branch.map(({ id }) => id));
  return rows.filter((row) => !below.has(row.id) && row.level + height <= CATEGORY_LEVELS_MAX);
}

/** Categories that can have another one below them. */
export const parentsForNew = (rows: Rows): AdminCategoryRow[] =>
  rows.filter(({ level }) => level < CATEGORY_LEVELS_MAX);

/** The titles from the top down to each category, by its id. */
export function pathsOf(rows: Rows, join: (above: string, title: string) => string): ReadonlyMap<CategoryId, string> {
  const paths = new Map<CategoryId, string>();
  for (const { id, parentId, title } of rows) {
    const above = parentId === null ? undefined : paths.get(parentId);
    paths.set(id, above === undefined ? title : join(above, title));
  }
  return paths;
}

/** Before which sibling a category comes when it changes places with the one above or below it. Undefined at the end. */
export function stepped(rows: Rows, { id, parentId }: AdminCategoryRow, by: -1 | 1): CategoryId | null | undefined {
  const siblings = childrenOf(rows, parentId);
  const at = siblings.findIndex((sibling) => sibling.id === id);
  if (by === -1) return siblings[at - 1]?.id;
  return at + 1 < siblings.length ? (siblings[at + 2]?.id ?? null) : undefined;
}
