import { CATEGORIES_MAX, CATEGORY_USES_MAX } from "@cartwright/contracts/categories";
import type { CategoryId, CollectionId } from "@cartwright/contracts/ids";
import type { PromotionId } from "@cartwright/contracts/promotions";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

export interface CategoryListRow {
  readonly id: CategoryId;
  readonly parentId: CategoryId | null;
  readonly slug: string;
  readonly title: string;
  readonly version: number;
  readonly key: string | null;
}

/** All categories, in the order of display among siblings. */
export async function selectCategoryList(db: Db): Promise<CategoryListRow[]> {
  const { rows } = await sql<CategoryListRow>`
    select id, parent_id as "parentId", slug, title, version, image_key as key
    from catalog.categories order by position, title, id limit ${CATEGORIES_MAX}`.execute(db);
  return rows;
}

/** How many products are directly in each category, on sale or not. Reads one index from end to end. */
export async function countAllByCategory(db: Db): Promise<ReadonlyMap<CategoryId, number>> {
  const { rows } = await sql<{ id: CategoryId; count: number }>`
    select category_id as id, count(*)::int as count from catalog.products
    where category_id is not null group by category_id`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export interface CategoryDetailRow {
  readonly description: string;
  readonly imageKey: string | null;
  readonly imageWidth: number | null;
  readonly imageHeight: number | null;
  readonly imageTint: string | null;
  readonly oldSlugs: readonly string[];
}

/** What the list does not say about a category. */
export async function selectCategoryDetail(db: Db, id: CategoryId): Promise<CategoryDetailRow | undefined> {
  const { rows } = await sql<CategoryDetailRow>`
    select description, image_key as "imageKey", image_width as "imageWidth", image_height as "imageHeight", image_tint as "imageTint",
      array(select s.slug from catalog.old_category_slugs s where s.category_id = c.id order by s.since desc, s.slug) as "oldSlugs"
    from catalog.categories c where c.id = ${id}`.execute(db);
  return rows[0];
}

export interface CategoryUses {
  readonly promotions: readonly { readonly id: PromotionId; readonly title: string }[];
  readonly collections: readonly { readonly id: CollectionId; readonly title: string }[];
}

/** Promotions that are not archived, and collections, that name a category: the first of each. */
export async function selectCategoryUses(db: Db, id: CategoryId): Promise<CategoryUses> {
  const named = JSON.stringify([{ field: "category", categoryId: id }]);
  const { rows: promotions } = await sql<CategoryUses["promotions"][number]>`
    select id, coalesce(nullif(title, ''), code, '') as title from promotions.promotions
    where active and ${id} = any(category_ids) order by created_at, id limit ${CATEGORY_USES_MAX}`.execute(db);
  const { rows: collections } = await sql<CategoryUses["collections"][number]>`
    select id, title from catalog.collections
    where kind = 'rule' and rules -> 'conditions' @> ${named}::jsonb order by title, id limit ${CATEGORY_USES_MAX}`.execute(
    db,
  );
  return { promotions, collections };
}
