import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../../kernel/ids.ts";
import { categoryOf } from "../category-rule.ts";
import { isPlainHandle, slugOf } from "./handle.ts";
import type { ProductDraft } from "./product-draft.ts";
import type { Layout } from "./read-header.ts";

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
 * are assigned up front; a row that turns out to exist takes over the existing id. `draft` is the line that a product begins
 * at.
 */
export async function createStaging(tx: Tx, pictures: readonly StoredPicture[]): Promise<void> {
  if (pictures.length > STORED_PICTURES_MAX) throw new RangeError(`more than ${STORED_PICTURES_MAX} pictures`);
  await sql`
    create temp table staged_products (
      line int, id uuid, existing boolean not null default false, handle text, slug text, slug_base text, title text,
      description text, vendor text, product_type text, tags text[], status text, category_slug text, category_title text,
      gift_card boolean, seo_title text, seo_description text, option_names text[], attributes jsonb) on commit drop`.execute(
    tx,
  );
  await sql`
    create temp table staged_variants (
      line int, draft int, id uuid, existing boolean not null default false, product_id uuid, position int, sku text,
      sku_shared boolean not null default false, title text, options text[], price_minor bigint, compare_at_minor bigint,
      grams int, requires_shipping boolean, taxable boolean, tracked boolean, backorder boolean, barcode text, quantity int,
      image text, image_id uuid, status text not null default 'active', attributes jsonb) on commit drop`.execute(tx);
  await sql`
    create temp table staged_images (
      line int, draft int, id uuid, existing boolean not null default false, product_id uuid, position int, ref text, key text,
      alt text) on commit drop`.execute(tx);
  await sql`create temp table seen_handles (handle text primary key) on commit drop`.execute(tx);
  await sql`create temp table touched (id uuid primary key) on commit drop`.execute(tx);
  await sql`
    create temp table stored_pictures (key text primary key, width int, height int, tint text) on commit drop`.execute(
    tx,
  );
  await sql`
    insert into stored_pictures select * from json_to_recordset(${JSON.stringify(pictures)}) as row (
      key text, width int, height int, tint text) on conflict (key) do nothing`.execute(tx);
}

/** Forgets what was staged: the file is read again. */
export async function clearStaging(tx: Tx): Promise<void> {
  await sql`truncate staged_products, staged_variants, staged_images, seen_handles`.execute(tx);
}

/** Notes the products that were read. False when one was noted before: its rows are scattered through the file. */
export async function noteHandles(tx: Tx, handles: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    with noted as (
      insert into seen_handles select unnest(${handles}::text[]) on conflict do nothing returning 1
    ) select count(*)::int as n from noted`.execute(tx);
  return rows[0]?.n === handles.length;
}

const LOCAL_PICTURE = /^\/media\/(.+)-\d+\.(?:webp|avif)$/;

/** Adds products to the staging tables, three statements for the whole batch. */
export async function stageDrafts(tx: Tx, drafts: readonly ProductDraft[], layout: Layout): Promise<void> {
  if (drafts.length === 0) return;
  await sql`
    insert into staged_products (line, id, handle, slug, slug_base, title, description, vendor, product_type, tags, status,
      category_slug, category_title, gift_card, seo_title, seo_description, option_names, attributes)
    select * from json_to_recordset(${JSON.stringify(drafts.map(productRow))}) as row (line int, id uuid, handle text,
      slug text, slug_base text, title text, description text, vendor text, product_type text, tags text[], status text,
      category_slug text, category_title text, gift_card boolean, seo_title text, seo_description text, option_names text[],
      attributes jsonb)`.execute(tx);
  const variants = drafts.flatMap((draft) => variantRows(draft, layout));
  if (variants.length > 0) {
    await sql`
      insert into staged_variants (line, draft, id, position, sku, title, options, price_minor, compare_at_minor, grams,
        requires_shipping, taxable, tracked, backorder, barcode, quantity, image, attributes)
      select * from json_to_recordset(${JSON.stringify(variants)}) as row (
        line int, draft int, id uuid, position int, sku text, title text, options text[], price_minor bigint,
        compare_at_minor bigint, grams int, requires_shipping boolean, taxable boolean, tracked boolean, backorder boolean,
        barcode text, quantity int, image text, attributes jsonb)`.execute(tx);
  }
  const images = drafts.flatMap(({ line, images: list }) =>
    list.map(({ src, alt }, index) => ({
      line,
      draft: line,
      id: newId(),
      position: index + 1,
      ref: src,
      key: LOCAL_PICTURE.exec(src)?.[1] ?? null,
      alt,
    })),
  );
  if (images.length === 0) return;
  await sql`
    insert into staged_images (line, draft, id, position, ref, key, alt)
    select * from json_to_recordset(${JSON.stringify(images)}) as row (
      line int, draft int, id uuid, position int, ref text, key text, alt text)`.execute(tx);
}

function productRow(draft: ProductDraft) {
  const category = categoryOf(draft);
  const isPlain = isPlainHandle(draft.handle);
  return {
    line: draft.line,
    id: newId(),
    handle: draft.handle,
    slug: isPlain ? draft.handle : null,
    slug_base: isPlain || draft.handle === "" ? null : slugOf(draft.handle) || slugOf(draft.title) || "product",
    title: draft.title,
    description: draft.description,
    vendor: draft.vendor,
    product_type: draft.type,
    tags: draft.tags,
    status: draft.status,
    category_slug: category?.slug ?? null,
    category_title: category?.title ?? null,
    gift_card: draft.giftCard,
    seo_title: draft.seoTitle || null,
    seo_description: draft.seoDescription || null,
    option_names: draft.optionNames,
    attributes: draft.attributes,
  };
}

/** Null means that the file does not say: the shop's own value stays. */
function variantRows({ line: draft, variants }: ProductDraft, { columns }: Layout) {
  return variants.map((variant, index) => ({
    line: variant.line,
    draft,
    id: newId(),
    position: index + 1,
    sku: variant.sku,
    title: variant.options.join(" / "),
    options: variant.options,
    price_minor: variant.priceMinor,
    compare_at_minor: variant.compareAtMinor,
    grams: columns.has("grams") ? (variant.grams ?? 0) : null,
    requires_shipping: columns.has("requiresShipping") ? (variant.requiresShipping ?? true) : null,
    taxable: columns.has("taxable") ? (variant.taxable ?? true) : null,
    tracked: variant.tracked,
    backorder: variant.backorder,
    barcode: variant.barcode,
    quantity: variant.quantity,
    image: variant.image,
    attributes: variant.attributes,
  }));
}

export async function countStaged(tx: Tx): Promise<{ products: number; variants: number }> {
  const { rows } = await sql<{ products: number; variants: number }>`
    select (select count(*)::int from staged_products) as products, (select count(*)::int from staged_variants) as variants`.execute(
    tx,
  );
  return rows[0] ?? { products: 0, variants: 0 };
}
