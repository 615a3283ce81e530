import { type CollectionKind, CollectionRules } from "@cartwright/contracts/collections";
import type { CollectionId, ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { StoredPicture } from "../pictures.sql.ts";

/** What staff enter. */
export interface CollectionValues {
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly kind: CollectionKind;
  readonly productIds: readonly ProductId[];
  readonly rules: CollectionRules | null;
  readonly inNavigation: boolean;
}

export interface StoredCollection extends CollectionValues {
  readonly version: number;
  readonly imageKey: string | null;
}

const columnsOf = ({ title, slug, description, kind, rules, inNavigation }: CollectionValues) => ({
  title,
  slug,
  description,
  kind,
  rules: rules === null ? null : JSON.stringify(rules),
  in_navigation: inNavigation,
});

/** Serialises what is counted over all collections until the commit, and counts them. */
export async function lockAndCount(
  tx: Tx,
): Promise<{ readonly all: number; readonly byRules: number; readonly inNavigation: number }> {
  await sql`select pg_advisory_xact_lock(hashtext('cartwright.catalog.collections'))`.execute(tx);
  const { rows } = await sql<{ all: number; byRules: number; inNavigation: number }>`
    select count(*)::int as all, count(*) filter (where kind = 'rule')::int as "byRules",
      count(*) filter (where in_navigation)::int as "inNavigation" from catalog.collections`.execute(tx);
  return rows[0] ?? { all: 0, byRules: 0, inNavigation: 0 };
}

/** The slugs that are the given one, alone or with a number. {@link lockAndCount} has the lock. */
export async function selectTakenCollectionSlugs(tx: Tx, base: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ slug: string }>`
    select slug from catalog.collections where slug = ${base} or (slug like ${`${base}-%`} and slug ~ '-[0-9]+$')`.execute(
    tx,
  );
  return new Set(rows.map(({ slug }) => slug));
}

export async function insertCollection(tx: Tx, id: CollectionId, values: CollectionValues): Promise<void> {
  await tx
    .insertInto("catalog.collections")
    .values({ id, ...columnsOf(values) })
    .execute();
}

/** A collection as it is, locked until the commit. */
export async function lockCollection(tx: Tx, id: CollectionId): Promise<StoredCollection | null> {
  const row = await tx
    .selectFrom("catalog.collections")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const { title, slug, description, version } = row;
  const kind: CollectionKind = row.kind === "rule" ? "rule" : "manual";
  const members =
    kind === "rule"
      ? []
      : (
          await sql<{ id: ProductId }>`
            select product_id as id from catalog.collection_products where collection_id = ${id} order by position, product_id`.execute(
            tx,
          )
        ).rows;
  return {
    title,
    slug,
    description,
    version,
    kind,
    rules: row.rules === null ? null : CollectionRules.parse(row.rules),
    productIds: members.map((member) => member.id),
    inNavigation: row.in_navigation,
    imageKey: row.image_key,
  };
}

/** Changes a locked collection. One by rules is compared with the catalogue again in a minute: a product may be changing meanwhile. */
export async function updateCollection(tx: Tx, id: CollectionId, values: CollectionValues): Promise<void> {
  await tx
    .updateTable("catalog.collections")
    .set({
      ...columnsOf(values),
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`now()`,
      check_at: sql<Date>`now() + interval '1 minute'`,
    })
    .where("id", "=", id)
    .execute();
}

/** Sets or removes the picture of a locked collection. */
export async function updateCollectionPicture(tx: Tx, id: CollectionId, picture: StoredPicture | null): Promise<void> {
  await tx
    .updateTable("catalog.collections")
    .set({
      image_key: picture?.key ?? null,
      image_width: picture?.width ?? null,
      image_height: picture?.height ?? null,
      image_tint: picture?.tint ?? null,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .execute();
}

export async function deleteCollection(tx: Tx, id: CollectionId): Promise<void> {
  await tx.deleteFrom("catalog.collections").where("id", "=", id).execute();
}

/** How many of these products exist. */
export async function countProducts(tx: Tx, ids: readonly ProductId[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from catalog.products where id = any(${ids}::uuid[])`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Those of these categories that do not exist. The others are not deleted before the commit. */
export async function selectUnknownCategories(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from catalog.categories where id = any(${ids}::uuid[]) order by id for key share`.execute(tx);
  const known = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** Takes the collection by rules that is longest overdue, locked; a saving or another worker may have others. */
export async function takeDueCollection(
  tx: Tx,
): Promise<{ readonly id: CollectionId; readonly rules: CollectionRules } | null> {
  const { rows } = await sql<{ id: CollectionId; rules: unknown }>`
    select id, rules from catalog.collections where kind = 'rule' and check_at <= now()
    order by check_at limit 1 for update skip locked`.execute(tx);
  const [row] = rows;
  return row ? { id: row.id, rules: CollectionRules.parse(row.rules) } : null;
}

export async function postponeCheck(tx: Tx, id: CollectionId, seconds: number): Promise<void> {
  await sql`
    update catalog.collections set check_at = now() + make_interval(secs => ${seconds}::int) where id = ${id}`.execute(
    tx,
  );
}

export interface ShopCollectionRow {
  readonly id: CollectionId;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly kind: CollectionKind;
  readonly key: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly tint: string | null;
}

/** A collection for the shop. */
export async function selectCollection(db: Db, slug: string): Promise<ShopCollectionRow | undefined> {
  const { rows } = await sql<ShopCollectionRow>`
    select id, slug, title, description, kind, image_key as key, image_width as width, image_height as height, image_tint as tint
    from catalog.collections where slug = ${slug}`.execute(db);
  return rows[0];
}

/** The collections in the navigation, by title. */
export async function selectNavigation(
  db: Db,
  limit: number,
): Promise<{ readonly slug: string; readonly title: string }[]> {
  const { rows } = await sql<{ slug: string; title: string }>`
    select slug, title from catalog.collections where in_navigation order by title, id limit ${limit}`.execute(db);
  return rows;
}

/** The addresses of all collections, for the sitemap. */
export async function selectCollectionSlugs(
  db: Db,
  limit: number,
): Promise<{ readonly slug: string; readonly updatedAt: Date }[]> {
  const { rows } = await sql<{ slug: string; updatedAt: Date }>`
    select slug, updated_at as "updatedAt" from catalog.collections order by updated_at desc, id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}
