import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { Column } from "./columns.ts";
import type { Layout } from "./read-header.ts";

/** Finds what the staged rows are in the shop, and fills in what the file's columns leave open. */

/**
 * Whether a file lists all variants of its products: those that it does not list are discontinued. A file without option
 * values changes the variants that it names, and no others.
 */
export const definesVariants = (layout: Layout): boolean =>
  layout.purpose === "products" && layout.columns.has("option1Value");

/**
 * Finds which of the staged rows exist already: products by handle, variants by SKU and otherwise by their option values,
 * pictures by key or URL. Locks the products by ascending id.
 */
export async function resolveStaged(tx: Tx, layout: Layout): Promise<void> {
  await sql`create index on staged_products (handle)`.execute(tx);
  await sql`create index on staged_products (line)`.execute(tx);
  await sql`create index on staged_products (id)`.execute(tx);
  await sql`create index on staged_variants (product_id, options)`.execute(tx);
  await sql`create index on staged_variants (sku)`.execute(tx);
  await sql`create index on staged_variants (id)`.execute(tx);
  await sql`create index on staged_images (product_id, ref)`.execute(tx);
  await sql`analyze staged_products, staged_variants, staged_images`.execute(tx);
  if (layout.key === "sku") await findBySku(tx);
  else await findByHandle(tx);
  await sql`analyze staged_products, staged_variants, staged_images`.execute(tx);
  await fillProducts(tx, layout);
  if (layout.key === "handle") await matchVariants(tx, layout);
  await joinRowsOfVariant(tx, layout);
  await fillVariants(tx, layout);
  await sql`
    update staged_images s set id = i.id, existing = true from catalog.images i
    where i.product_id = s.product_id and (i.key = s.key or i.source_url = s.ref)`.execute(tx);
  // Without the gallery column a variant's picture cannot be added to the gallery, so it is left as it is.
  if (layout.columns.has("imageSrc")) {
    await sql`
      update staged_variants v set image_id = i.id from staged_images i where i.product_id = v.product_id and i.ref = v.image`.execute(
      tx,
    );
  }
}

async function findByHandle(tx: Tx): Promise<void> {
  await sql`
    select from catalog.products p
    where exists (select from staged_products s where s.handle = coalesce(p.import_handle, p.slug))
    order by p.id for update`.execute(tx);
  await sql`
    update staged_products s set id = p.id, existing = true, slug = p.slug
    from catalog.products p where coalesce(p.import_handle, p.slug) = s.handle`.execute(tx);
  await sql`
    update staged_variants v set product_id = s.id from staged_products s where s.line = v.draft`.execute(tx);
  await sql`update staged_images i set product_id = s.id from staged_products s where s.line = i.draft`.execute(tx);
}

/** Each row names a variant by its SKU. The first row of a product stands for the product. */
async function findBySku(tx: Tx): Promise<void> {
  await sql`
    with named as (
      select distinct on (sku) sku, id, product_id,
        count(*) over (partition by sku, status) as same, status
      from catalog.variants where sku in (select sku from staged_variants)
      order by sku, status = 'active' desc
    )
    update staged_variants s set id = n.id, product_id = n.product_id, existing = true
    from named n where n.sku = s.sku and n.same = 1`.execute(tx);
  await sql`
    update staged_products s set id = v.product_id, existing = true from staged_variants v where v.draft = s.line and v.existing`.execute(
    tx,
  );
  await sql`
    delete from staged_products s using (
      select line, row_number() over (partition by id order by line) as place from staged_products where existing) o
    where o.line = s.line and o.place > 1`.execute(tx);
  await sql`
    select from catalog.products p where p.id in (select id from staged_products where existing) order by p.id for update`.execute(
    tx,
  );
  await sql`update staged_products s set slug = p.slug, handle = coalesce(p.import_handle, p.slug)
    from catalog.products p where p.id = s.id and s.existing`.execute(tx);
}

async function fillProducts(tx: Tx, { purpose, columns, attributes }: Layout): Promise<void> {
  const has = (column: Column) => columns.has(column);
  const own = attributes.filter(({ ofVariant }) => !ofVariant).map(({ name }) => name);
  const isWhole = purpose === "products";
  await sql`
    update staged_products s set
      title = case when ${has("title")} then s.title else p.title end,
      description = case when ${has("body")} then s.description else p.description end,
      vendor = case when ${has("vendor")} then s.vendor else p.vendor end,
      product_type = case when ${has("type")} then s.product_type else p.product_type end,
      tags = case when ${has("tags")} then s.tags else p.tags end,
      status = case when ${has("status") || has("published")} then s.status else p.status end,
      category_slug = case when ${isWhole || has("category")} then s.category_slug end,
      gift_card = case when ${has("giftCard")} then s.gift_card else p.gift_card end,
      seo_title = case when ${has("seoTitle")} then s.seo_title else p.seo_title end,
      seo_description = case when ${has("seoDescription")} then s.seo_description else p.seo_description end,
      attributes = (p.attributes - ${own}::text[]) || s.attributes
    from catalog.products p where p.id = s.id and s.existing`.execute(tx);
}

/** By SKU and values, else by a SKU that only one of them has, else by values; else the only variant that there is. */
async function matchVariants(tx: Tx, layout: Layout): Promise<void> {
  await sql`
    update staged_variants s set id = m.id, existing = true
    from (
      select distinct on (s.line) s.line, v.id
      from staged_variants s join catalog.variants v on v.product_id = s.product_id and v.sku = s.sku and v.options = s.options
      order by s.line, v.status = 'active' desc, v.id desc
    ) m where m.line = s.line`.execute(tx);
  await sql`
    update staged_variants s set id = v.id, existing = true
    from (
      select product_id, sku, min(line) as line from staged_variants where not existing and sku is not null
      group by product_id, sku having count(*) = 1
    ) once join (
      select v.product_id, v.sku, (array_agg(v.id order by v.status = 'active' desc, v.id desc))[1] as id
      from catalog.variants v
      where v.product_id in (select id from staged_products where existing) and v.sku is not null
        and not exists (select from staged_variants taken where taken.id = v.id)
      group by v.product_id, v.sku having count(*) filter (where v.status = 'active') <= 1
    ) v on v.product_id = once.product_id and v.sku = once.sku
    where s.line = once.line and not s.existing`.execute(tx);
  // Of several former variants with these values the one for sale is meant, otherwise the latest.
  await sql`
    update staged_variants s set id = m.id, existing = true
    from (
      select distinct on (s.product_id, s.options) s.product_id, s.options, v.id
      from staged_variants s join catalog.variants v on v.product_id = s.product_id and v.options = s.options
      where not s.existing and not exists (select from staged_variants taken where taken.id = v.id)
      order by s.product_id, s.options, v.status = 'active' desc, v.id desc
    ) m
    where not s.existing and s.product_id = m.product_id and s.options = m.options`.execute(tx);
  if (definesVariants(layout)) return;
  await sql`
    update staged_variants s set id = lone.id, existing = true
    from (
      select product_id, (array_agg(id))[1] as id from catalog.variants
      where status = 'active' and product_id in (select id from staged_products where existing)
      group by product_id having count(*) = 1
    ) lone
    where not s.existing and s.product_id = lone.product_id and s.options = '{}'
      and (s.sku is null or ${layout.purpose === "products"})
      and not exists (select from staged_variants other where other.product_id = s.product_id and other.line <> s.line)`.execute(
    tx,
  );
}

/** Several rows of one variant: the stock of its locations is added up, and of an update the last row counts. */
async function joinRowsOfVariant(tx: Tx, { purpose }: Layout): Promise<void> {
  if (purpose === "products") return;
  if (purpose === "inventory") {
    await sql`
      update staged_variants s set quantity = total.quantity
      from (select id, sum(quantity)::int as quantity from staged_variants where existing group by id having count(*) > 1) total
      where total.id = s.id`.execute(tx);
  }
  await sql`
    delete from staged_variants s using (
      select line, row_number() over (partition by id order by line desc) as place from staged_variants where existing) o
    where o.line = s.line and o.place > 1`.execute(tx);
}

async function fillVariants(tx: Tx, layout: Layout): Promise<void> {
  const has = (column: Column) => layout.columns.has(column);
  const names = layout.attributes.map(({ name }) => name);
  const isWhole = layout.purpose === "products";
  const setsSku = has("sku") && layout.purpose !== "inventory";
  await sql`
    update staged_variants s set
      sku = case when ${setsSku} then s.sku else v.sku end,
      price_minor = coalesce(s.price_minor, v.price_minor),
      compare_at_minor = case when ${has("compareAt")} then s.compare_at_minor else v.compare_at_minor end,
      barcode = case when ${has("barcode")} then s.barcode else v.barcode end,
      grams = coalesce(s.grams, v.weight_grams),
      requires_shipping = coalesce(s.requires_shipping, v.requires_shipping),
      taxable = coalesce(s.taxable, v.taxable),
      image_id = case when ${has("imageSrc") && has("variantImage")} then null else v.image_id end,
      title = case when ${definesVariants(layout)} then s.title else v.title end,
      options = case when ${definesVariants(layout)} then s.options else v.options end,
      position = case when ${definesVariants(layout)} then s.position else v.position end,
      status = case when ${isWhole} then 'active' else v.status end,
      attributes = (v.attributes - ${names}::text[]) || s.attributes
    from catalog.variants v where v.id = s.id and s.existing`.execute(tx);
}

/** Each round tries numbers further away: after twenty, a million are taken. */
const SLUG_ROUNDS_MAX = 20;

/**
 * Gives new products a slug that no other has: made from the handle in Latin letters, with a number where it is taken. A
 * handle that is a slug already is one, unless another product has that slug or once had it.
 */
export async function assignSlugs(tx: Tx): Promise<void> {
  await sql`
    update staged_products s set slug_base = s.slug, slug = null
    where not s.existing and s.slug is not null and (
      exists (select from catalog.products p where p.slug = s.slug) or exists (select from catalog.old_slugs o where o.slug = s.slug))`.execute(
    tx,
  );
  await sql`create index on staged_products (slug)`.execute(tx);
  for (let round = 0; round < SLUG_ROUNDS_MAX; round += 1) {
    const { rows } = await sql<{ left: number }>`
      with numbered as (
        select line, slug_base, ${2 ** round - 1}::int + row_number() over (partition by slug_base order by line) as number
        from staged_products where slug is null and slug_base is not null
      ), tried as (
        select distinct on (slug) line, slug from (
          select line, case when number = 1 then slug_base else left(slug_base, 190) || '-' || number end as slug from numbered
        ) n order by slug, line
      ), given as (
        update staged_products s set slug = t.slug from tried t
        where t.line = s.line and not exists (select from catalog.products p where p.slug = t.slug)
          and not exists (select from catalog.old_slugs o where o.slug = t.slug)
          and not exists (select from staged_products o where o.slug = t.slug)
        returning s.line
      )
      select ((select count(*) from numbered) - (select count(*) from given))::int as left`.execute(tx);
    if (rows[0]?.left === 0) return;
  }
  await sql`
    update staged_products set slug = left(slug_base, 160) || '-' || right(id::text, 12)
    where slug is null and slug_base is not null`.execute(tx);
}
