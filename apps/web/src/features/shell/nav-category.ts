import type { CategoryNode } from "@cartwright/contracts/catalog";

/** A category as the menus show it, with the categories below it. */
export interface NavCategory extends Pick<CategoryNode, "slug" | "title"> {
  readonly children: readonly NavCategory[];
}

/** Only what the menus need: they are part of every page. */
export function toNavCategories(categories: readonly CategoryNode[]): NavCategory[] {
  return categories.map(({ slug, title, children }) => ({ slug, title, children: toNavCategories(children) }));
}
