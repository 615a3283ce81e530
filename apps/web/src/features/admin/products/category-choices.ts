import type { CategoryNode } from "@cartwright/contracts/catalog";

export interface CategoryChoice {
  readonly id: string;
  readonly slug: string;
  /** With the names of those above it: `Home / Lighting`. */
  readonly label: string;
}

/** The tree of categories as a flat list to choose from, in the order of display. */
export function categoryChoices(nodes: readonly CategoryNode[], above = ""): CategoryChoice[] {
  return nodes.flatMap((node) => {
    const label = above === "" ? node.title : `${above} / ${node.title}`;
    return [{ id: node.id, slug: node.slug, label }, ...categoryChoices(node.children, label)];
  });
}
