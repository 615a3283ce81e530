import type { CategoryNode } from "@cartwright/contracts/catalog";
import type { Db } from "@cartwright/db/client";
import { selectCategories } from "./categories.sql.ts";
import { toCategoryTree } from "./category-tree.ts";

/** The shop's categories as a tree, in the order of display, with the number of products on sale in each branch. */
export async function listCategories(db: Db): Promise<CategoryNode[]> {
  return toCategoryTree(await selectCategories(db));
}
