import type { CategoryNode } from "@cartwright/contracts/catalog";

/** A category as the menus show it. */
export type NavCategory = Pick<CategoryNode, "slug" | "title">;
