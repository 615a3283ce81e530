import { OLD_SLUGS_MAX } from "@cartwright/contracts/catalog";
import type { CategoryId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { StoredPicture } from "../pictures.sql.ts";
import type { CategoryPlace } from "./category-place.ts";

/** What staff enter. */
export interface CategoryValues {
  readonly title: string;
  readonly slug: string;
  readonly description: string;
}

export interface StoredCategory extends CategoryValues {
  readonly parentId: CategoryId | null;
  readonly version: number;
  readonly imageKey: string | null;
}

/**
 * Serialises all changes of the tree until the commit, and reads it, in the order of display. The trigger that refuses cycles takes the
 * same lock (migration 0091).
 */
export async function lockTree(tx: Tx): Promise<CategoryPlace[]> {
  await sql`select pg_advisory_xact_lock(hashtext('cartwright.catalog.categories'))`.execute(tx);
  const { rows } = await sql<CategoryPlace>`
    select id, parent_id as "parentId" from catalog.categories order by position, title, id`.execute(tx);
  return rows;
}

/**
 * Locks a category until the commit. `remove` also blocks new references to it, and waits for transactions that are adding one, such as
 * a product being saved.
 */
export async function lockCategory(tx: Tx, id: CategoryId, to: "change" | "remove"): Promise<StoredCategory | null> {
  const lock = to === "remove" ? sql`for update` : sql`for no key update`;
  const { rows } = await sql<StoredCategory>`
    select title, slug, description, parent_id as "parentId", version, image_key as "imageKey"
    from catalog.categories where id = ${id} ${lock}`.execute(tx);
  return rows[0] ?? null;
}

/** The slugs that are the given one, alone or with a number, and that a category has or once had. {@link lockTree} has the lock. */
export async function selectTakenCategorySlugs(tx: Tx, base: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ slug: string }>`
    select slug from (select slug from catalog.categories union all select slug from catalog.old_category_slugs) taken
    where slug = ${base} or (slug like ${`${base}-%`} and slug ~ '-[0-9]+$')`.execute(tx);
  return new Set(rows.map(({ slug }) => slug));
}

/** Whether a category has more earlier slugs than it can have. */
export async function hasTooManyCategorySlugs(tx: Tx, id: CategoryId): Promise<boolean> {
  const { rows } =
    await sql`select from catalog.old_category_slugs where category_id = ${id} limit ${OLD_SLUGS_MAX + 1}`.execute(tx);
  return rows.length > OLD_SLUGS_MAX;
}

export async function insertCategory(
  tx: Tx,
  { id, parentId, title, slug, description }: CategoryValues & CategoryPlace,
): Promise<void> {
  await tx.insertInto("catalog.categories").values({ id, parent_id: parentId, title, slug, description }).execute();
}

/** Changes a locked category. Its slug only if it is another one: writing it would lock out whoever points to the category. */
export async function updateCategory(
  tx: Tx,
  id: CategoryId,
  { was, values }: { readonly was: CategoryValues; readonly values: CategoryValues },
): Promise<void> {
  const { title, slug, description } = values;
  await tx
    .updateTable("catalog.categories")
    .set({ title, description, ...(slug === was.slug ? {} : { slug }), version: sql<number>`version + 1` })
    .where("id", "=", id)
    .execute();
}

/** Puts a locked category below a parent. */
export async function updateParent(tx: Tx, { id, parentId }: CategoryPlace): Promise<void> {
  await tx
    .updateTable("catalog.categories")
    .set({ parent_id: parentId, version: sql<number>`version + 1` })
    .where("id", "=", id)
    .execute();
}

/** Numbers siblings in the given order. Only those that change are written, and not as a new version: they say what they said. */
export async function updatePositions(tx: Tx, siblings: readonly CategoryId[]): Promise<void> {
  await sql`
    update catalog.categories c set position = wanted.position
    from unnest(${[...siblings]}::uuid[]) with ordinality as wanted (id, position)
    where c.id = wanted.id and c.position <> wanted.position`.execute(tx);
}

/** Sets or removes the picture of a locked category. */
export async function updateCategoryPicture(tx: Tx, id: CategoryId, picture: StoredPicture | null): Promise<void> {
  await tx
    .updateTable("catalog.categories")
    .set({
      image_key: picture?.key ?? null,
      image_width: picture?.width ?? null,
      image_height: picture?.height ?? null,
      image_tint: picture?.tint ?? null,
      version: sql<number>`version + 1`,
    })
    .where("id", "=", id)
    .execute();
}

export async function deleteCategory(tx: Tx, id: CategoryId): Promise<void> {
  await tx.deleteFrom("catalog.categories").where("id", "=", id).execute();
}

/** Schedules a check of collections with a category condition: moving a category changes what they match. */
export async function checkRulesOnCategories(tx: Tx): Promise<void> {
  await sql`
    update catalog.collections set check_at = now()
    where kind = 'rule' and rules -> 'conditions' @> '[{"field": "category"}]'`.execute(tx);
}
