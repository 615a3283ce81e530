import { OLD_SLUGS_MAX, type MovedProduct } from "@cartwright/contracts/catalog";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/**
 * The slugs that are the given one, alone or with a number, and that a product has or once had. Until the transaction ends no other
 * product is given a slug here, so that what is free stays free.
 */
export async function selectTakenSlugs(tx: Tx, base: string): Promise<ReadonlySet<string>> {
  // "lamp" and "lamp-2" can want the same number.
  const stem = base.replace(/(?:-\d+)+$/, "") || base;
  await sql`select pg_advisory_xact_lock(hashtext('catalog.slug'), hashtext(${stem}))`.execute(tx);
  const { rows } = await sql<{ slug: string }>`
    select slug from catalog.products where slug = ${base} or (slug like ${`${base}-%`} and slug ~ '-[0-9]+$')
    union all
    select slug from catalog.old_slugs where slug = ${base} or (slug like ${`${base}-%`} and slug ~ '-[0-9]+$')`.execute(
    tx,
  );
  return new Set(rows.map(({ slug }) => slug));
}

/** All slugs under which pages of products may be kept: those that they have, and those that they had. */
export async function selectAllSlugs(tx: Tx, productIds: readonly ProductId[]): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`
    select slug from catalog.products where id = any(${productIds}::uuid[])
    union all
    select slug from catalog.old_slugs where product_id = any(${productIds}::uuid[])`.execute(tx);
  return rows.map(({ slug }) => slug);
}

/** Whether a product has as many earlier slugs as it can have. */
export async function hasTooManySlugs(tx: Tx, productId: ProductId): Promise<boolean> {
  const { rows } =
    await sql`select from catalog.old_slugs where product_id = ${productId} limit ${OLD_SLUGS_MAX + 1}`.execute(tx);
  return rows.length > OLD_SLUGS_MAX;
}

/** The product for sale that once had a slug. */
export async function selectMoved(db: Db, slug: string): Promise<MovedProduct | undefined> {
  const { rows } = await sql<MovedProduct>`
    select p.id as "productId", p.slug from catalog.old_slugs s join catalog.products p on p.id = s.product_id
    where s.slug = ${slug} and p.status = 'active'`.execute(db);
  return rows[0];
}
