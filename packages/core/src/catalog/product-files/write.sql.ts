import type { CategoryId, ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { codesOf } from "../products.sql.ts";
import { sql } from "kysely";

/** The writing half of an import: each statement moves one kind of record from the staging tables into the shop. */

const count = async (tx: Tx, statement: ReturnType<typeof sql<{ n: number }>>) =>
  (await statement.execute(tx)).rows[0]?.n ?? 0;

/**
 * Keeps the categories that the file names as they are until the commit, and has those that it names by a slug of before mean what they
 * are now: a supplier's file goes on naming a category by the type that it has there.
 */
export async function followCategories(tx: Tx): Promise<void> {
  await sql`
    select from catalog.categories c
    where c.slug in (select category_slug from staged_products) or c.id in (
      select o.category_id from catalog.old_category_slugs o where o.slug in (select category_slug from staged_products))
    order by c.id for key share`.execute(tx);
  await sql`
    update staged_products s set category_slug = c.slug
    from catalog.old_category_slugs o join catalog.categories c on c.id = o.category_id where o.slug = s.category_slug`.execute(
    tx,
  );
}

export async function countCategories(tx: Tx): Promise<number> {
  return count(tx, sql`select count(*)::int as n from catalog.categories`);
}

/** Categories that the file names and the shop lacks, those of most products first, and how many there are. */
export async function selectNewCategories(
  tx: Tx,
  limit: number,
): Promise<{ readonly total: number; readonly categories: readonly { slug: string; title: string }[] }> {
  const { rows } = await sql<{ slug: string; title: string; total: number }>`
    with named as (
      select category_slug as slug, min(category_title) as title, count(*) as uses, min(line) as line from staged_products s
      where category_slug is not null and not exists (select from catalog.categories c where c.slug = s.category_slug)
      group by category_slug
    ), most_used as (select * from named order by uses desc, line limit ${limit})
    select slug, title, (select count(*)::int from named) as total from most_used order by line`.execute(tx);
  return { total: rows[0]?.total ?? 0, categories: rows.map(({ slug, title }) => ({ slug, title })) };
}

export async function insertCategories(
  tx: Tx,
  categories: readonly { readonly id: CategoryId; readonly slug: string; readonly title: string }[],
): Promise<void> {
  if (categories.length === 0) return;
  await sql`
    insert into catalog.categories (id, slug, title, position)
    select id, slug, title, 1000 + place from unnest(
      ${categories.map((category) => category.id)}::uuid[], ${categories.map((category) => category.slug)}::text[],
      ${categories.map((category) => category.title)}::text[]) with ordinality as given (id, slug, title, place)
    on conflict (slug) do nothing`.execute(tx);
}

/** With their codes, although the variants come later: the search column is then computed once. */
export async function insertNewProducts(tx: Tx, currency: Currency): Promise<number> {
  return count(
    tx,
    sql`
    with coded as (
      select v.product_id, ${codesOf("v")} as codes from staged_variants v group by v.product_id
    ), created as (
      insert into catalog.products (id, slug, import_handle, title, description, vendor, product_type, tags, status, category_id,
        gift_card, seo_title, seo_description, attributes, currency, codes)
      select s.id, s.slug, nullif(s.handle, s.slug), s.title, s.description, s.vendor, s.product_type, s.tags, s.status, c.id,
        s.gift_card, s.seo_title, s.seo_description, s.attributes, ${currency}, coalesce(coded.codes, '')
      from staged_products s left join catalog.categories c on c.slug = s.category_slug
        left join coded on coded.product_id = s.id
      where not s.existing order by s.line
      returning id
    )
    select count(*)::int as n from created`,
  );
}

/** A file that names no category leaves the product's category unchanged. */
export async function updateProducts(tx: Tx): Promise<void> {
  await sql`
    with wanted as (
      select s.*, coalesce(c.id, p.category_id) as category_id
      from staged_products s join catalog.products p on p.id = s.id left join catalog.categories c on c.slug = s.category_slug
      where s.existing
    ), changed as (
      update catalog.products p set title = w.title, description = w.description, vendor = w.vendor, product_type = w.product_type,
        tags = w.tags, status = w.status, category_id = w.category_id, gift_card = w.gift_card, seo_title = w.seo_title,
        seo_description = w.seo_description, attributes = w.attributes
      from wanted w where p.id = w.id
        and (p.title, p.description, p.vendor, p.product_type, p.tags, p.status, p.category_id, p.gift_card, p.seo_title,
            p.seo_description, p.attributes)
          is distinct from (w.title, w.description, w.vendor, w.product_type, w.tags, w.status, w.category_id, w.gift_card,
            w.seo_title, w.seo_description, w.attributes)
      returning p.id
    )
    insert into touched select id from changed`.execute(tx);
}

/** Makes the options of products match the file, or only those of new ones. */
export async function replaceOptions(tx: Tx, { newOnly }: { readonly newOnly: boolean }): Promise<void> {
  await sql`
    create temp table other_options on commit drop as
    select s.id, s.existing, s.option_names from staged_products s
    where not (s.existing and ${newOnly}) and s.option_names <> coalesce(
      (select array_agg(o.name order by o.position) from catalog.product_options o where o.product_id = s.id), '{}')`.execute(
    tx,
  );
  await sql`delete from catalog.product_options o using other_options d where o.product_id = d.id`.execute(tx);
  await sql`
    insert into catalog.product_options (product_id, position, name)
    select d.id, named.position, named.name from other_options d, unnest(d.option_names) with ordinality as named (name, position)`.execute(
    tx,
  );
  await sql`insert into touched select id from other_options where existing on conflict do nothing`.execute(tx);
}

/** Makes galleries match the file. A picture that stays keeps its files; a new remote one has none. */
export async function replaceImages(tx: Tx): Promise<void> {
  await sql`
    create temp table other_images on commit drop as
    select s.id, s.existing from staged_products s
    where (select array_agg(row(i.id, i.alt)::text order by i.position) from catalog.images i where i.product_id = s.id)
      is distinct from (select array_agg(row(i.id, i.alt)::text order by i.position) from staged_images i where i.product_id = s.id)`.execute(
    tx,
  );
  await sql`set constraints catalog.images_product_id_position_key deferred`.execute(tx);
  await sql`
    delete from catalog.images i using other_images d
    where i.product_id = d.id and not exists (select from staged_images s where s.id = i.id and s.product_id = i.product_id)`.execute(
    tx,
  );
  await sql`
    update catalog.images i set position = s.position, alt = s.alt from staged_images s join other_images d on d.id = s.product_id
    where i.id = s.id and s.existing`.execute(tx);
  await sql`
    insert into catalog.images (id, product_id, key, source_url, alt, width, height, tint, position)
    select s.id, s.product_id, s.key, case when s.key is null then s.ref end, s.alt, known.width, known.height, known.tint, s.position
    from staged_images s join other_images d on d.id = s.product_id
    left join lateral (
      select width, height, tint from catalog.images i where i.key = s.key
      union all select width, height, tint from stored_pictures p where p.key = s.key limit 1) known on true
    where not s.existing`.execute(tx);
  await sql`insert into touched select id from other_images where existing on conflict do nothing`.execute(tx);
  await sql`
    update staged_variants s set image_id = null
    where image_id is not null and not exists (select from catalog.images i where i.id = s.image_id)`.execute(tx);
}

/** Discontinues variants that a product's rows no longer name. Orders still refer to them. */
export async function discontinueMissing(tx: Tx): Promise<number> {
  return count(
    tx,
    sql`
    with gone as (
      update catalog.variants v set status = 'discontinued' from staged_products p
      where p.existing and v.product_id = p.id and v.status = 'active'
        and not exists (select from staged_variants s where s.id = v.id)
      returning v.product_id
    ), noted as (
      insert into touched select distinct product_id from gone on conflict do nothing
    )
    select count(*)::int as n from gone`,
  );
}

/** The first variants whose price is about to change. */
export async function selectPriceChanges(
  tx: Tx,
  limit: number,
): Promise<{ productId: ProductId; variantId: VariantId; priceMinor: number; currency: Currency }[]> {
  const { rows } = await sql<{ productId: ProductId; variantId: VariantId; priceMinor: number; currency: Currency }>`
    select v.product_id as "productId", v.id as "variantId", s.price_minor as "priceMinor", v.currency
    from staged_variants s join catalog.variants v on v.id = s.id
    where s.existing and v.price_minor <> s.price_minor order by v.id limit ${limit}`.execute(tx);
  return rows;
}

export async function updateVariants(tx: Tx): Promise<number> {
  return count(
    tx,
    sql`
    with changed as (
      update catalog.variants v set sku = s.sku, sku_shared = s.sku_shared, barcode = s.barcode, title = s.title, options = s.options, price_minor = s.price_minor,
        compare_at_minor = s.compare_at_minor, weight_grams = s.grams, requires_shipping = s.requires_shipping, taxable = s.taxable,
        position = s.position, image_id = s.image_id, status = s.status, attributes = s.attributes
      from staged_variants s where s.existing and v.id = s.id
        and (v.sku, v.sku_shared, v.barcode, v.title, v.options, v.price_minor, v.compare_at_minor, v.weight_grams, v.requires_shipping,
          v.taxable, v.position, v.image_id, v.status, v.attributes)
        is distinct from (s.sku, s.sku_shared, s.barcode, s.title, s.options, s.price_minor, s.compare_at_minor, s.grams,
          s.requires_shipping, s.taxable, s.position, s.image_id, s.status, s.attributes)
      returning v.product_id
    ), noted as (
      insert into touched select distinct product_id from changed on conflict do nothing
    )
    select count(*)::int as n from changed`,
  );
}

export async function insertNewVariants(tx: Tx, currency: Currency): Promise<number> {
  return count(
    tx,
    sql`
    with created as (
      insert into catalog.variants (id, product_id, sku, sku_shared, barcode, title, options, price_minor, compare_at_minor, currency,
        weight_grams, requires_shipping, taxable, position, image_id, attributes)
      select s.id, s.product_id, s.sku, s.sku_shared, s.barcode, s.title, s.options, s.price_minor, s.compare_at_minor, ${currency},
        coalesce(s.grams, 0), coalesce(s.requires_shipping, true), coalesce(s.taxable, true), s.position, s.image_id, s.attributes
      from staged_variants s where not s.existing order by s.line
      returning product_id
    ), noted as (
      insert into touched select distinct c.product_id from created c join staged_products p on p.id = c.product_id
      where p.existing on conflict do nothing
    )
    select count(*)::int as n from created`,
  );
}

/** Marks products that changed in any part. Returns how many. */
export async function bumpTouched(tx: Tx): Promise<number> {
  return count(
    tx,
    sql`
    with bumped as (
      update catalog.products p set version = p.version + 1, updated_at = now() from touched t where t.id = p.id returning p.id
    )
    select count(*)::int as n from bumped`,
  );
}

/** New and changed products by ascending id, one page at a time. */
export async function selectWritten(
  tx: Tx,
  after: ProductId | null,
  limit: number,
): Promise<{ id: ProductId; slug: string }[]> {
  const { rows } = await sql<{ id: ProductId; slug: string }>`
    select s.id, s.slug from staged_products s
    where (not s.existing or exists (select from touched t where t.id = s.id)) and (${after}::uuid is null or s.id > ${after}::uuid)
    order by s.id limit ${limit}`.execute(tx);
  return rows;
}

/** What a file says of a variant's stock. Null where it says nothing. */
export interface StagedStock {
  readonly line: number;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly quantity: number | null;
  readonly tracked: boolean | null;
  readonly backorder: boolean | null;
  readonly existing: boolean;
}

/** Variants with their stock in the file, by ascending id, one page at a time. */
export async function selectStagedStock(tx: Tx, after: VariantId | null, limit: number): Promise<StagedStock[]> {
  const { rows } = await sql<StagedStock>`
    select line, id as "variantId", product_id as "productId", quantity, tracked, backorder, existing from staged_variants
    where ${after}::uuid is null or id > ${after}::uuid order by id limit ${limit}`.execute(tx);
  return rows;
}
