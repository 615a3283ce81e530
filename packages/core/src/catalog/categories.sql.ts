import type { CategoryId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** The most categories that a shop shows. */
const CATEGORIES_MAX = 1_000;

export interface CategoryRow {
  readonly id: CategoryId;
  readonly parentId: CategoryId | null;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly imageKey: string | null;
}

/** All categories in display order. */
export async function selectCategories(db: Db): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    select id, parent_id as "parentId", slug, title, description, image_key as "imageKey"
    from catalog.categories order by position, title, id limit ${CATEGORIES_MAX}`.execute(db);
  return rows;
}

/** How many products for sale are directly in each category. Reads one index from end to end. */
export async function countByCategory(db: Db): Promise<Map<CategoryId, number>> {
  const { rows } = await sql<{ id: CategoryId; count: number }>`
    select category_id as id, count(*)::int as count from catalog.products
    where status = 'active' and category_id is not null group by category_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** A category and its descendants, by slug. Empty when there is none with that slug. */
export async function selectBranch(db: Db, slug: string): Promise<CategoryId[]> {
  const { rows } = await sql<{ id: CategoryId }>`
    with recursive branch as (
      select id from catalog.categories where slug = ${slug}
      union
      select c.id from branch join catalog.categories c on c.parent_id = branch.id
    )
    select id from branch limit ${CATEGORIES_MAX}`.execute(db);
  return rows.map((row) => row.id);
}

/** Each of these categories with all of those above it, itself included. */
export async function selectAncestors(
  db: Db,
  ids: readonly CategoryId[],
): Promise<{ readonly id: CategoryId; readonly path: readonly CategoryId[] }[]> {
  const { rows } = await sql<{ id: CategoryId; path: CategoryId[] }>`
    with recursive above (id, at) as (
      select wanted.id, wanted.id from unnest(${[...ids]}::uuid[]) as wanted (id)
      union
      select above.id, c.parent_id from above join catalog.categories as c on c.id = above.at where c.parent_id is not null
    )
    select id, array_agg(at) as path from above group by id`.execute(db);
  return rows;
}
