import type { CategoryNode } from "@cartwright/contracts/catalog";
import type { CollectionLink } from "@cartwright/contracts/collections";

/** A category as the menus show it, with the categories below it. */
export interface NavCategory extends Pick<CategoryNode, "slug" | "title"> {
  readonly children: readonly NavCategory[];
}

/** Only what the menus need: they are part of every page. */
export function toNavCategories(categories: readonly CategoryNode[]): NavCategory[] {
  return categories.map(({ slug, title, children }) => ({ slug, title, children: toNavCategories(children) }));
}

/** A page that a menu leads to. */
export interface NavLink {
  readonly href: string;
  readonly title: string;
}

/** What the menus show first: the collections that staff put there, then the categories. */
export function toNavLinks(collections: readonly CollectionLink[], categories: readonly NavCategory[]): NavLink[] {
  return [
    ...collections.map(({ slug, title }) => ({ href: `/collections/${slug}`, title })),
    ...categories.map(({ slug, title }) => ({ href: `/c/${slug}`, title })),
  ];
}
