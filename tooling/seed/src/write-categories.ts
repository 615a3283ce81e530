import type { CategoryId } from "@cartwright/contracts/ids";
import { newId } from "@cartwright/core/kernel/ids";
import type { Tx } from "@cartwright/db/transaction";
import { coverKey, type RangeCategory } from "./read-range.ts";

/** Writes the categories that are not there yet, in the order of the menu. */
export async function writeCategories(tx: Tx, categories: readonly RangeCategory[]): Promise<void> {
  const slugs = categories.map(({ slug }) => slug);
  const existing = await tx
    .selectFrom("catalog.categories")
    .select(["slug", "id"])
    .where("slug", "in", slugs)
    .execute();
  const ids = new Map<string, CategoryId>(slugs.map((slug) => [slug, newId<CategoryId>()]));
  for (const { slug, id } of existing) ids.set(slug, id as CategoryId); // the column holds nothing else
  const siblings = new Map<string | null, number>();
  for (const { slug, parent, title, description } of categories) {
    const position = (siblings.get(parent) ?? 0) + 1;
    siblings.set(parent, position);
    await tx
      .insertInto("catalog.categories")
      .values({
        id: ids.get(slug) ?? newId<CategoryId>(),
        parent_id: parent === null ? null : (ids.get(parent) ?? null),
        slug,
        title,
        description,
        image_key: coverKey(slug),
        position,
      })
      .onConflict((conflict) => conflict.column("slug").doNothing())
      .execute();
  }
}
