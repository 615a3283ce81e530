import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** A picture whose files are stored in the media folder under `key`. */
export interface StoredPicture {
  readonly key: string;
  /** Of the largest file, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The background colour of the picture as `#rrggbb`. Null for a transparent one. */
  readonly tint: string | null;
}

/**
 * Records a key whose files are about to be written, or that something no longer shows. It may be loose already, since a picture can be
 * shown twice. Only uploads are: pictures that came with the shop stay.
 */
export async function insertLooseKey(db: Db, key: string): Promise<void> {
  await sql`
    insert into catalog.loose_pictures (key) select ${key}::text where ${key}::text like 'uploads/%'
    on conflict (key) do update set since = now()`.execute(db);
}

export async function deleteLooseKeys(db: Db, keys: readonly string[]): Promise<void> {
  await sql`delete from catalog.loose_pictures where key = any(${keys}::text[])`.execute(db);
}

/** Postpones keys: they are not listed again for another `days`. */
export async function postponeLooseKeys(db: Db, keys: readonly string[], days: number): Promise<void> {
  await sql`
    update catalog.loose_pictures set since = now() + make_interval(days => ${days}::int)
    where key = any(${keys}::text[])`.execute(db);
}

/** Keys that no product, collection or category has shown for a day, the oldest first. */
export async function selectLooseKeys(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select l.key from catalog.loose_pictures l
    where l.since < now() - interval '1 day' and not exists (select from catalog.images i where i.key = l.key)
      and not exists (select from catalog.collections c where c.image_key = l.key)
      and not exists (select from catalog.categories c where c.image_key = l.key)
    order by l.since limit ${limit}`.execute(db);
  return rows.map((row) => row.key);
}

/** Locks a product and counts its pictures. Undefined when there is no such product. */
export async function lockForPictures(
  tx: Tx,
  productId: ProductId,
): Promise<{ readonly slug: string; readonly version: number; readonly pictureIds: readonly string[] } | undefined> {
  const { rows } = await sql<{ slug: string; version: number }>`
    select slug, version from catalog.products where id = ${productId} for update`.execute(tx);
  const [product] = rows;
  if (!product) return undefined;
  const pictures = await sql<{ id: string }>`
    select id from catalog.images where product_id = ${productId} order by position`.execute(tx);
  return { ...product, pictureIds: pictures.rows.map((row) => row.id) };
}

/** Adds a picture after the others. The product is locked. */
export async function insertPicture(
  tx: Tx,
  productId: ProductId,
  picture: StoredPicture & { readonly id: string; readonly alt: string },
): Promise<void> {
  await sql`
    insert into catalog.images (id, product_id, key, alt, width, height, tint, position)
    select ${picture.id}, ${productId}, ${picture.key}, ${picture.alt}, ${picture.width}, ${picture.height}, ${picture.tint},
      coalesce(max(position), 0) + 1
    from catalog.images where product_id = ${productId}`.execute(tx);
}

export async function deletePictures(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from catalog.images where id = any(${ids}::uuid[])`.execute(tx);
}

/** Numbers pictures in the given order and sets their texts, in one statement: the check of positions runs at its end. */
export async function updatePictures(
  tx: Tx,
  pictures: readonly { readonly id: string; readonly alt: string }[],
): Promise<void> {
  await sql`
    update catalog.images i set position = wanted.position, alt = wanted.alt
    from unnest(${pictures.map((each) => each.id)}::uuid[], ${pictures.map((each) => each.alt)}::text[])
      with ordinality as wanted (id, alt, position)
    where i.id = wanted.id`.execute(tx);
}

/** Gives a product a new version after its pictures changed. */
export async function bumpProduct(tx: Tx, productId: ProductId): Promise<void> {
  await sql`
    update catalog.products set version = version + 1, updated_at = now() where id = ${productId}`.execute(tx);
}
