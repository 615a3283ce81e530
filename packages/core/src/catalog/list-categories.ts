import type { CategoryNode } from "@cartwright/contracts/catalog";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { countByCategory, selectCategories } from "./categories.sql.ts";
import { toCategoryTree } from "./category-tree.ts";
import { createSumMemory } from "../kernel/cost-memory.ts";

const sumOf = (counts: ReadonlyMap<CategoryId, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** In a large shop exact counts do not matter. The categories themselves are always read again. */
const recallCounts = createSumMemory<Map<CategoryId, number>>({
  isCostly: (counts) => sumOf(counts) >= 10_000,
  entriesMax: 1,
});

/** The shop's categories as a tree in display order, with the number of products for sale in each branch. */
export async function listCategories(db: Db): Promise<CategoryNode[]> {
  const [rows, counts] = await Promise.all([
    selectCategories(db),
    recallCounts(db, "by category", () => countByCategory(db)),
  ]);
  return toCategoryTree(rows, counts);
}
