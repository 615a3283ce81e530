import type { CategoryId, ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { PictureRow } from "./picture.ts";

export interface ProductRow {
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly vendor: string;
  readonly tags: string[];
  readonly category: { readonly slug: string; readonly title: string } | null;
  readonly options: readonly string[];
  /** The columns of product files that the shop has no field for. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly images: readonly PictureRow[];
  readonly variants: readonly {
    readonly id: VariantId;
    readonly sku: string | null;
    readonly title: string;
    readonly options: readonly string[];
    readonly priceMinor: number;
    readonly compareAtMinor: number | null;
    readonly currency: Currency;
    readonly imageKey: string | null;
    readonly weightGrams: number;
    readonly requiresShipping: boolean;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}

/** A product for sale with everything its page shows, in one statement. */
export async function selectProduct(db: Db, slug: string): Promise<ProductRow | undefined> {
  const { rows } = await sql<ProductRow>`
    select p.id, p.slug, p.title, p.description, p.seo_title as "seoTitle", p.seo_description as "seoDescription", p.vendor, p.tags, p.attributes,
      (select json_build_object('slug', c.slug, 'title', c.title) from catalog.categories c where c.id = p.category_id) as category,
      (select coalesce(json_agg(o.name order by o.position), '[]') from catalog.product_options o where o.product_id = p.id) as options,
      (select coalesce(json_agg(json_build_object('key', i.key, 'alt', i.alt, 'width', i.width, 'height', i.height, 'tint', i.tint) order by i.position), '[]')
        from catalog.images i where i.product_id = p.id and i.key is not null) as images,
      (select coalesce(json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'options', v.options, 'priceMinor', v.price_minor,
          'compareAtMinor', v.compare_at_minor, 'currency', v.currency, 'imageKey', vi.key,
          'weightGrams', v.weight_grams, 'requiresShipping', v.requires_shipping and not p.gift_card, 'attributes', v.attributes) order by v.position, v.id), '[]')
        from catalog.variants v left join catalog.images vi on vi.id = v.image_id
        where v.product_id = p.id and v.status = 'active') as variants
    from catalog.products p where p.slug = ${slug} and p.status = 'active'`.execute(db);
  return rows[0];
}

export interface VariantPriceRow extends PictureRow {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly categoryId: CategoryId | null;
  readonly slug: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string | null;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly weightGrams: number;
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
  /** Sold as a gift card: a code by email, never taxed (what it buys is) and never reduced. */
  readonly giftCard: boolean;
  /** False when the variant or its product is no longer for sale. */
  readonly sold: boolean;
}

/** What carts and orders need of variants, for sale or not. */
export async function selectVariantPrices(db: Db, variantIds: readonly VariantId[]): Promise<VariantPriceRow[]> {
  const { rows } = await sql<VariantPriceRow>`
    select v.id as "variantId", p.id as "productId", p.category_id as "categoryId", p.slug, p.title, v.title as "variantTitle", v.sku,
      v.price_minor as "priceMinor", v.currency, v.weight_grams as "weightGrams", v.taxable and not p.gift_card as taxable,
      v.requires_shipping and not p.gift_card as "requiresShipping", p.gift_card as "giftCard", v.status = 'active' and p.status = 'active' as sold,
      picture.key, picture.alt, picture.width, picture.height, picture.tint
    from catalog.variants v join catalog.products p on p.id = v.product_id
    left join lateral (
      select key, alt, width, height, tint from catalog.images i
      where i.product_id = p.id and i.key is not null order by i.id is not distinct from v.image_id desc, i.position limit 1
    ) picture on true
    where v.id = any(${variantIds}::uuid[])`.execute(db);
  return rows;
}
