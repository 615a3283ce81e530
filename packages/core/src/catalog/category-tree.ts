import type { CategoryNode } from "@cartwright/contracts/catalog";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { CategoryRow } from "./categories.sql.ts";
import { coverPicture } from "./picture.ts";

/**
 * Builds the tree from rows that are in the order of display. A category counts the products of those below it. A row
 * whose parents lead round in a circle hangs on no root and is left out.
 */
export function toCategoryTree(rows: readonly CategoryRow[], counts: ReadonlyMap<CategoryId, number>): CategoryNode[] {
  const childrenOf = new Map<string | null, CategoryRow[]>();
  for (const row of rows) {
    const siblings = childrenOf.get(row.parentId) ?? [];
    siblings.push(row);
    childrenOf.set(row.parentId, siblings);
  }
  const build = (parentId: string | null): CategoryNode[] =>
    (childrenOf.get(parentId) ?? []).map((row) => {
      const children = build(row.id);
      return {
        id: row.id,
        slug: row.slug,
        title: row.title,
        description: row.description,
        image: coverPicture(row.imageKey, row.title),
        productCount: children.reduce((sum, child) => sum + child.productCount, counts.get(row.id) ?? 0),
        children,
      };
    });
  return build(null);
}
