import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../kernel/ids.ts";
import { categoryOf } from "./category-rule.ts";
import type { Column } from "./csv-columns.ts";
import type { ProductDraft } from "./product-draft.ts";

/** A picture whose files the shop has; width and height in pixels, `tint` as `#rrggbb`. */
export interface StoredPicture {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly tint: string | null;
}

const STORED_PICTURES_MAX = 10_000;

/**
 * The staging tables of an import: temporary tables that only its own transaction sees and that are dropped with it. Ids
 * are assigned up front; a row that turns out to exist takes over the existing id.
 */
export async function createStaging(tx: Tx, pictures: readonly StoredPicture[]): Promise<void> {
  if (pictures.length > STORED_PICTURES_MAX) throw new RangeError(`more than ${STORED_PICTURES_MAX} pictures`);
  await sql`
    create temp table staged_products (
      line int, id uuid, existing boolean not null default false, slug text, title text, description text, vendor text,
      product_type text, tags text[], status text, category_slug text, category_title text, seo_title text,
      seo_description text, option_names text[]) on commit drop`.execute(tx);
  await sql`
    create temp table staged_variants (
      line int, id uuid, existing boolean not null default false, product_id uuid, slug text, position int, sku text, title text,
      options text[], price_minor bigint, compare_at_minor bigint, grams int, requires_shipping boolean, taxable boolean,
      barcode text, quantity int, image text, image_id uuid) on commit drop`.execute(tx);
  await sql`
    create temp table staged_images (
      line int, id uuid, existing boolean not null default false, product_id uuid, slug text, position int, ref text, key text,
      alt text) on commit drop`.execute(tx);
  await sql`create temp table touched (id uuid primary key) on commit drop`.execute(tx);
  await sql`
    create temp table stored_pictures (key text primary key, width int, height int, tint text) on commit drop`.execute(
    tx,
  );
  await sql`
    insert into stored_pictures select * from json_to_recordset(${JSON.stringify(pictures)}) as row (
      key text, width int, height int, tint text) on conflict (key) do nothing`.execute(tx);
}

const LOCAL_PICTURE = /^\/media\/(.+)-\d+\.(?:webp|avif)$/;

/** Adds products to the staging tables, three statements for the whole batch. `has` says which columns the file has. */
export async function stageDrafts(
  tx: Tx,
  drafts: readonly ProductDraft[],
  has: (column: Column) => boolean,
): Promise<void> {
  const products = drafts.map((draft) => {
    const category = categoryOf(draft);
    return {
      line: draft.line,
      id: newId(),
      slug: draft.slug,
      title: draft.title,
      description: draft.description,
      vendor: draft.vendor,
      product_type: draft.type,
      tags: draft.tags,
      status: draft.status,
      category_slug: category?.slug ?? null,
      category_title: category?.title ?? null,
      seo_title: draft.seoTitle || null,
      seo_description: draft.seoDescription || null,
      option_names: draft.optionNames,
    };
  });
  await sql`
    insert into staged_products (line, id, slug, title, description, vendor, product_type, tags, status, category_slug,
      category_title, seo_title, seo_description, option_names)
    select * from json_to_recordset(${JSON.stringify(products)}) as row (line int, id uuid, slug text, title text,
      description text, vendor text, product_type text, tags text[], status text, category_slug text, category_title text,
      seo_title text, seo_description text, option_names text[])`.execute(tx);
  await sql`
    insert into staged_variants (line, id, slug, position, sku, title, options, price_minor, compare_at_minor, grams,
      requires_shipping, taxable, barcode, quantity, image)
    select * from json_to_recordset(${JSON.stringify(drafts.flatMap((draft) => variantRows(draft, has)))}) as row (
      line int, id uuid, slug text, position int, sku text, title text, options text[], price_minor bigint,
      compare_at_minor bigint, grams int, requires_shipping boolean, taxable boolean, barcode text, quantity int, image text)`.execute(
    tx,
  );
  const images = drafts.flatMap(({ line, slug, images: list }) =>
    list.map(({ src, alt }, index) => ({
      line,
      id: newId(),
      slug,
      position: index + 1,
      ref: src,
      key: LOCAL_PICTURE.exec(src)?.[1] ?? null,
      alt,
    })),
  );
  await sql`
    insert into staged_images (line, id, slug, position, ref, key, alt)
    select * from json_to_recordset(${JSON.stringify(images)}) as row (
      line int, id uuid, slug text, position int, ref text, key text, alt text)`.execute(tx);
}

/** Null means that the file does not say: the shop's own value stays. */
function variantRows({ slug, variants }: ProductDraft, has: (column: Column) => boolean) {
  return variants.map((variant, index) => ({
    line: variant.line,
    id: newId(),
    slug,
    position: index + 1,
    sku: variant.sku,
    title: variant.options.join(" / "),
    options: variant.options,
    price_minor: variant.priceMinor,
    compare_at_minor: variant.compareAtMinor,
    grams: has("grams") ? (variant.grams ?? 0) : null,
    requires_shipping: has("requiresShipping") ? (variant.requiresShipping ?? true) : null,
    taxable: has("taxable") ? (variant.taxable ?? true) : null,
    barcode: variant.barcode,
    quantity: variant.quantity,
    image: variant.image,
  }));
}

/**
 * Finds which of the staged rows exist already: products by handle, variants by SKU and otherwise by their option values,
 * pictures by key or URL. Locks the products by ascending id. Fills in what the file's missing columns leave open.
 */
export async function resolveStaged(tx: Tx, has: (column: Column) => boolean): Promise<void> {
  await sql`create index on staged_products (slug)`.execute(tx);
  await sql`create index on staged_variants (product_id, options)`.execute(tx);
  await sql`create index on staged_variants (sku)`.execute(tx);
  await sql`create index on staged_variants (id)`.execute(tx);
  await sql`create index on staged_images (product_id, ref)`.execute(tx);
  await sql`analyze staged_products`.execute(tx);
  await sql`
    select from catalog.products p where exists (select from staged_products s where s.slug = p.slug)
    order by p.id for update`.execute(tx);
  await sql`
    update staged_products s set id = p.id, existing = true,
      description = case when ${has("body")} then s.description else p.description end,
      vendor = case when ${has("vendor")} then s.vendor else p.vendor end,
      product_type = case when ${has("type")} then s.product_type else p.product_type end,
      tags = case when ${has("tags")} then s.tags else p.tags end,
      status = case when ${has("status") || has("published")} then s.status else p.status end,
      seo_title = case when ${has("seoTitle")} then s.seo_title else p.seo_title end,
      seo_description = case when ${has("seoDescription")} then s.seo_description else p.seo_description end
    from catalog.products p where p.slug = s.slug`.execute(tx);
  await sql`update staged_variants v set product_id = s.id from staged_products s where s.slug = v.slug`.execute(tx);
  await sql`update staged_images i set product_id = s.id from staged_products s where s.slug = i.slug`.execute(tx);
  await sql`analyze staged_products, staged_variants, staged_images`.execute(tx);
  await matchVariants(tx, has);
  await sql`
    update staged_images s set id = i.id, existing = true from catalog.images i
    where i.product_id = s.product_id and (i.key = s.key or i.source_url = s.ref)`.execute(tx);
  // Without the gallery column a variant's picture cannot be added to the gallery, so it is left as it is.
  if (has("imageSrc")) {
    await sql`
      update staged_variants v set image_id = i.id from staged_images i where i.product_id = v.product_id and i.ref = v.image`.execute(
      tx,
    );
  }
}

async function matchVariants(tx: Tx, has: (column: Column) => boolean): Promise<void> {
  await sql`
    update staged_variants s set id = v.id, existing = true
    from catalog.variants v where v.sku = s.sku and v.product_id = s.product_id`.execute(tx);
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
  await sql`
    update staged_variants s set
      sku = case when ${has("sku")} then s.sku else v.sku end,
      compare_at_minor = case when ${has("compareAt")} then s.compare_at_minor else v.compare_at_minor end,
      barcode = case when ${has("barcode")} then s.barcode else v.barcode end,
      grams = coalesce(s.grams, v.weight_grams),
      requires_shipping = coalesce(s.requires_shipping, v.requires_shipping),
      taxable = coalesce(s.taxable, v.taxable),
      image_id = case when ${has("imageSrc") && has("variantImage")} then null else v.image_id end
    from catalog.variants v where v.id = s.id and s.existing`.execute(tx);
}

export interface StagedProblem {
  readonly kind: "rows_apart" | "sku_twice" | "sku_taken" | "picture_unknown";
  readonly line: number;
  /** The line that came first, the slug of the product that has the SKU, or the picture's URL. */
  readonly other: string;
  /** How many problems of this kind there are. */
  readonly total: number;
}

const SHOWN_MAX = 100;

/**
 * Problems of the file as a whole, a hundred of each kind: repeated handles and SKUs, and references to what does not
 * exist.
 */
export async function findStagedProblems(tx: Tx): Promise<StagedProblem[]> {
  const { rows } = await sql<StagedProblem>`
    (select 'rows_apart' as kind, line, first::text as other, count(*) over ()::int as total
      from (select line, first_value(line) over (partition by slug order by line) as first from staged_products) p where line <> first
      order by line limit ${SHOWN_MAX})
    union all
    (select 'sku_twice', line, first::text, count(*) over ()::int
      from (select line, first_value(line) over (partition by sku order by line) as first from staged_variants where sku is not null) v
      where line <> first order by line limit ${SHOWN_MAX})
    union all
    (select 'sku_taken', s.line, p.slug, count(*) over ()::int
      from staged_variants s join catalog.variants v on v.sku = s.sku and v.product_id <> s.product_id
      join catalog.products p on p.id = v.product_id order by s.line limit ${SHOWN_MAX})
    union all
    (select 'picture_unknown', s.line, s.ref, count(*) over ()::int
      from staged_images s where s.key is not null and not s.existing
        and not exists (select from catalog.images i where i.key = s.key)
        and not exists (select from stored_pictures p where p.key = s.key) order by s.line limit ${SHOWN_MAX})`.execute(
    tx,
  );
  return rows;
}

export async function countStaged(tx: Tx): Promise<{ products: number; variants: number }> {
  const { rows } = await sql<{ products: number; variants: number }>`
    select (select count(*)::int from staged_products) as products, (select count(*)::int from staged_variants) as variants`.execute(
    tx,
  );
  return rows[0] ?? { products: 0, variants: 0 };
}
