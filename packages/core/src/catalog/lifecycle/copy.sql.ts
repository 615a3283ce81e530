import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** What a copy needs to know of its original, whose row is locked. */
export interface CopiedProduct {
  readonly title: string;
  readonly slug: string;
  readonly pictureIds: readonly string[];
  readonly variantIds: readonly VariantId[];
}

/** Locks a product against changes and reads what a copy is made from. Undefined when there is no such product. */
export async function lockOriginal(tx: Tx, productId: ProductId): Promise<CopiedProduct | undefined> {
  const { rows } = await sql<Pick<CopiedProduct, "title" | "slug">>`
    select title, slug from catalog.products where id = ${productId} for share`.execute(tx);
  const [product] = rows;
  if (!product) return undefined;
  const pictures = await sql<{ id: string }>`
    select id from catalog.images where product_id = ${productId} order by position`.execute(tx);
  const variants = await sql<{ id: VariantId }>`
    select id from catalog.variants where product_id = ${productId} order by position, id`.execute(tx);
  return {
    ...product,
    pictureIds: pictures.rows.map(({ id }) => id),
    variantIds: variants.rows.map(({ id }) => id),
  };
}

export interface Copy {
  readonly from: ProductId;
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
}

/** Copies a product and the names of its options: a draft without the texts for search engines, which are about the original. */
export async function insertCopy(tx: Tx, { from, id, slug, title }: Copy): Promise<void> {
  await sql`
    insert into catalog.products (id, slug, title, status, description, vendor, product_type, tags, category_id, currency, gift_card, attributes)
    select ${id}, ${slug}, ${title}, 'draft', description, vendor, product_type, tags, category_id, currency, gift_card, attributes
    from catalog.products where id = ${from}`.execute(tx);
  await sql`
    insert into catalog.product_options (product_id, position, name)
    select ${id}, position, name from catalog.product_options where product_id = ${from}`.execute(tx);
}

/** An id of the original and the id of its copy. */
export interface CopiedId<Id extends string = string> {
  readonly from: Id;
  readonly to: Id;
}

/** Copies pictures. Both show the same files, which are kept for as long as one of them does. */
export async function copyPictures(tx: Tx, productId: ProductId, ids: readonly CopiedId[]): Promise<void> {
  await sql`
    insert into catalog.images (id, product_id, key, source_url, alt, width, height, tint, position)
    select copied.id, ${productId}, i.key, i.source_url, i.alt, i.width, i.height, i.tint, i.position
    from unnest(${ids.map(({ from }) => from)}::uuid[], ${ids.map(({ to }) => to)}::uuid[]) as copied (original, id)
    join catalog.images i on i.id = copied.original`.execute(tx);
}

/** Copies variants with their prices and pictures, without SKUs and barcodes, which name one variant each. */
export async function copyVariants(
  tx: Tx,
  productId: ProductId,
  { variants, pictures }: { readonly variants: readonly CopiedId[]; readonly pictures: readonly CopiedId[] },
): Promise<void> {
  await sql`
    insert into catalog.variants (id, product_id, title, options, price_minor, compare_at_minor, currency, weight_grams,
      requires_shipping, taxable, position, image_id, status, attributes)
    select copied.id, ${productId}, v.title, v.options, v.price_minor, v.compare_at_minor, v.currency, v.weight_grams,
      v.requires_shipping, v.taxable, v.position, picture.id, v.status, v.attributes
    from unnest(${variants.map(({ from }) => from)}::uuid[], ${variants.map(({ to }) => to)}::uuid[]) as copied (original, id)
    join catalog.variants v on v.id = copied.original
    left join unnest(${pictures.map(({ from }) => from)}::uuid[], ${pictures.map(({ to }) => to)}::uuid[]) as picture (original, id)
      on picture.original = v.image_id`.execute(tx);
}
