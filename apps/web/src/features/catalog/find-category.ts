import type { CategoryNode } from "@cartwright/contracts/catalog";

/** The categories from the root down to the one with this slug; empty when there is none. */
export function pathToCategory(tree: readonly CategoryNode[], slug: string): CategoryNode[] {
  for (const node of tree) {
    if (node.slug === slug) return [node];
    const below = pathToCategory(node.children, slug);
    if (below.length > 0) return [node, ...below];
  }
  return [];
}
