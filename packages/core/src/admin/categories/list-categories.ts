import type { AdminCategoryRow, AdminCategoryTree } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { pictureUrl } from "../../catalog/picture.ts";
import { type CategoryListRow, countAllByCategory, selectCategoryList } from "./categories.sql.ts";

/** The tree as a list in which each category is followed by those below it. `rows` are in the order of display among siblings. Pure. */
function toTreeRows(rows: readonly CategoryListRow[], counts: ReadonlyMap<CategoryId, number>): AdminCategoryRow[] {
  const childrenOf = new Map<CategoryId | null, CategoryListRow[]>();
  for (const row of rows) childrenOf.set(row.parentId, [...(childrenOf.get(row.parentId) ?? []), row]);
  const list: AdminCategoryRow[] = [];
  /** Lists what is below a category, and returns how many products that has. */
  function addBelow(parentId: CategoryId | null, level: number): number {
    let sum = 0;
    for (const { id, slug, title, version, key } of childrenOf.get(parentId) ?? []) {
      const productCount = counts.get(id) ?? 0;
      const imageUrl = key === null ? null : pictureUrl(key, 320);
      const at = list.push({ id, parentId, level, slug, title, version, imageUrl, productCount, branchCount: 0 }) - 1;
      const branchCount = productCount + addBelow(id, level + 1);
      const row = list[at];
      if (row) row.branchCount = branchCount;
      sum += branchCount;
    }
    return sum;
  }
  addBelow(null, 1);
  return list;
}

/** All categories for the back office, in the order of display, with how many products are in each. */
export async function listCategoriesForStaff(db: Db): Promise<AdminCategoryTree> {
  const [rows, counts] = await Promise.all([selectCategoryList(db), countAllByCategory(db)]);
  return { items: toTreeRows(rows, counts) };
}
