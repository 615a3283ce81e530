import type { SaveProduct } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/**
 * Changes a product's own columns if its version is the one that was read. Undefined when it is not, or when there is no
 * such product.
 */
export async function updateProduct(
  tx: Tx,
  { productId, version, variants: _variants, categoryId, seoTitle, seoDescription, slug, ...columns }: SaveProduct,
): Promise<{ slug: string; version: number } | undefined> {
  return tx
    .updateTable("catalog.products")
    .set({
      ...columns,
      ...(categoryId === undefined ? {} : { category_id: categoryId }),
      ...(seoTitle === undefined ? {} : { seo_title: seoTitle }),
      ...(seoDescription === undefined ? {} : { seo_description: seoDescription }),
      // Files know the product by the slug that it had, and go on doing so.
      ...(slug === undefined
        ? {}
        : { slug, import_handle: sql<string | null>`nullif(coalesce(import_handle, slug), ${slug})` }),
      version: version + 1,
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", productId)
    .where("version", "=", version)
    .returning(["slug", "version"])
    .executeTakeFirst();
}

export async function productExists(tx: Tx, productId: ProductId): Promise<boolean> {
  const row = await tx.selectFrom("catalog.products").select("id").where("id", "=", productId).executeTakeFirst();
  return row !== undefined;
}

export interface SavedVariant {
  readonly id: VariantId;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly priceChanged: boolean;
}

/**
 * Changes variants of one product in one statement, and returns those that belong to it. Fields that are not given stay.
 */
export async function updateProductVariants(
  tx: Tx,
  productId: ProductId,
  variants: NonNullable<SaveProduct["variants"]>,
): Promise<SavedVariant[]> {
  const wanted = variants.map((variant) => ({
    id: variant.id,
    price: variant.priceMinor ?? null,
    sets_compare_at: variant.compareAtMinor !== undefined,
    compare_at: variant.compareAtMinor ?? null,
    sets_sku: variant.sku !== undefined,
    sku: variant.sku ?? null,
    sets_barcode: variant.barcode !== undefined,
    barcode: variant.barcode ?? null,
    grams: variant.weightGrams ?? null,
    ships: variant.requiresShipping ?? null,
    status: variant.status ?? null,
  }));
  const { rows } = await sql<SavedVariant>`
    with before as (
      select w.*, v.price_minor from catalog.variants v join json_to_recordset(${JSON.stringify(wanted)}) as w (
        id uuid, price bigint, sets_compare_at boolean, compare_at bigint, sets_sku boolean, sku text,
        sets_barcode boolean, barcode text, grams integer, ships boolean, status text) on w.id = v.id
      where v.product_id = ${productId}
    )
    update catalog.variants v set price_minor = coalesce(b.price, v.price_minor),
      compare_at_minor = case when b.sets_compare_at then b.compare_at else v.compare_at_minor end,
      sku = case when b.sets_sku then b.sku else v.sku end,
      sku_shared = v.sku_shared and (not b.sets_sku or b.sku is not distinct from v.sku),
      barcode = case when b.sets_barcode then b.barcode else v.barcode end,
      weight_grams = coalesce(b.grams, v.weight_grams), requires_shipping = coalesce(b.ships, v.requires_shipping),
      status = coalesce(b.status, v.status)
    from before b where v.id = b.id
    returning v.id, v.price_minor as "priceMinor", v.currency, v.price_minor <> b.price_minor as "priceChanged"`.execute(
    tx,
  );
  return rows;
}
