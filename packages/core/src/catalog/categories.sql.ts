import { CATEGORIES_MAX, type MovedCategory } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

export interface CategoryRow {
  readonly id: CategoryId;
  readonly parentId: CategoryId | null;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly imageKey: string | null;
  /** In pixels. Null for a cover from before pictures had their size beside them. */
  readonly imageWidth: number | null;
  readonly imageHeight: number | null;
  readonly imageTint: string | null;
}

/** All categories in display order. */
export async function selectCategories(db: Db): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    select id, parent_id as "parentId", slug, title, description, image_key as "imageKey", image_width as "imageWidth",
      image_height as "imageHeight", image_tint as "imageTint"
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

/** The category that has a slug, or had it once. A slug is that of one category, now or once. */
const categoryBySlug = (slug: string) => sql`
  select id from catalog.categories where slug = ${slug}
  union all
  select category_id from catalog.old_category_slugs where slug = ${slug}`;

/** A category and its descendants, by a slug that it has or had. Empty when there is none. */
export async function selectBranch(db: Db, slug: string): Promise<CategoryId[]> {
  const { rows } = await sql<{ id: CategoryId }>`
    with recursive branch as (
      select id from (${categoryBySlug(slug)}) named
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

/** The category that used to have this slug, with its current one. */
export async function selectMovedCategory(db: Db, slug: string): Promise<MovedCategory | undefined> {
  const { rows } = await sql<MovedCategory>`
    select c.id as "categoryId", c.slug from catalog.old_category_slugs s join catalog.categories c on c.id = s.category_id
    where s.slug = ${slug}`.execute(db);
  return rows[0];
}
