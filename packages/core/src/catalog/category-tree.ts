import type { CategoryNode } from "@cartwright/contracts/catalog";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { CategoryRow } from "./categories.sql.ts";
import { categoryPicture } from "./picture.ts";

/**
 * Builds the tree from rows in display order. A category's count includes its descendants. A row whose ancestors form a
 * cycle has no root and is left out.
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
        image: categoryPicture(row),
        productCount: children.reduce((sum, child) => sum + child.productCount, counts.get(row.id) ?? 0),
        children,
      };
    });
  return build(null);
}
