import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { ProductStatus } from "@cartwright/contracts/product-status";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { type RawBuilder, sql } from "kysely";

export interface LockedProduct {
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
  readonly status: ProductStatus;
  readonly version: number;
}

/** Locks products by ascending id, so that two that want the same wait for each other. Returns those that exist. */
export async function lockProducts(tx: Tx, productIds: readonly ProductId[]): Promise<readonly LockedProduct[]> {
  const { rows } = await sql<LockedProduct>`
    select id, slug, title, status, version from catalog.products where id = any(${productIds}::uuid[])
    order by id for update`.execute(tx);
  return rows;
}

/**
 * Sets the stock flag of products where it differs from the available variants, and returns those that changed. A
 * discontinued variant does not put its product in stock. The rows are locked already.
 */
export async function updateInStock(
  tx: Tx,
  productIds: readonly ProductId[],
  availableVariantIds: readonly VariantId[],
): Promise<{ id: ProductId; slug: string }[]> {
  const { rows } = await sql<{ id: ProductId; slug: string }>`
    with sold as (
      select distinct product_id from catalog.variants
      where id = any(${availableVariantIds}::uuid[]) and status = 'active'
    ), wanted as (
      select p.id, sold.product_id is not null as in_stock
      from catalog.products p left join sold on sold.product_id = p.id where p.id = any(${productIds}::uuid[])
    )
    update catalog.products p set in_stock = wanted.in_stock from wanted
    where wanted.id = p.id and p.in_stock <> wanted.in_stock
    returning p.id, p.slug`.execute(tx);
  return rows;
}

/** The ids of products after one id, in the order they were added. Null begins at the first. */
export async function selectProductIds(db: Db, after: ProductId | null, limit: number): Promise<ProductId[]> {
  const from = after === null ? sql`` : sql`where id > ${after}::uuid`;
  const { rows } = await sql<{ id: ProductId }>`
    select id from catalog.products ${from} order by id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** The products whose stock flag differs from what {@link updateInStock} would set. Reads without locks. */
export async function selectStaleStock(
  db: Db,
  productIds: readonly ProductId[],
  availableVariantIds: readonly VariantId[],
): Promise<ProductId[]> {
  const { rows } = await sql<{ id: ProductId }>`
    with sold as (
      select distinct product_id from catalog.variants
      where id = any(${availableVariantIds}::uuid[]) and status = 'active'
    )
    select p.id from catalog.products p left join sold on sold.product_id = p.id
    where p.id = any(${productIds}::uuid[]) and p.in_stock <> (sold.product_id is not null) order by p.id`.execute(db);
  return rows.map((row) => row.id);
}

/** The codes that a product is found by, from its grouped `variants`: as written, and in one piece. At most as many as fit. */
export const codesOf = (variants: string): RawBuilder<string> =>
  sql.raw(
    `coalesce(left(string_agg(distinct concat_ws(' ', ${variants}.sku, regexp_replace(${variants}.sku, '[^[:alnum:]]', '', 'g'), ${variants}.barcode), ' '), 50000), '')`,
  );

/**
 * Recomputes the list columns of products from their variants for sale: price range, the compare-at price of the cheapest,
 * option values; and from all its variants the codes that it is found by. The rows are locked already, or new. A product without variants for
 * sale keeps its prices and its codes. The codes have a statement of their own, since with them the search column is computed again.
 */
export async function updateListColumns(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  await sql`
    update catalog.products p
    set price_min_minor = v.lowest, price_max_minor = v.highest, compare_at_minor = v.compare_at, option_values = v.packed
    from (
      select v.product_id, min(v.price_minor) as lowest, max(v.price_minor) as highest,
        (array_agg(v.compare_at_minor order by v.price_minor, v.position, v.id))[1] as compare_at,
        (select coalesce(array_agg(distinct o.name || chr(31) || w.options[o.position]), '{}')
          from catalog.product_options o join catalog.variants w on w.product_id = o.product_id and w.status = 'active'
          where o.product_id = v.product_id and w.options[o.position] is not null) as packed
      from catalog.variants v
      where v.product_id = any(${productIds}::uuid[]) and v.status = 'active' group by v.product_id
    ) v
    where p.id = v.product_id and (p.price_min_minor, p.price_max_minor, p.compare_at_minor, p.option_values)
      is distinct from (v.lowest, v.highest, v.compare_at, v.packed)`.execute(tx);
  await sql`
    update catalog.products p set codes = v.codes
    from (
      select v.product_id, ${codesOf("v")} as codes from catalog.variants v
      where v.product_id = any(${productIds}::uuid[]) group by v.product_id having bool_or(v.status = 'active')
    ) v
    where p.id = v.product_id and p.codes <> v.codes`.execute(tx);
}
