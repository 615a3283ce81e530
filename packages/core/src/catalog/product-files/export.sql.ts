import type { ProductId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { VariantId } from "@cartwright/contracts/ids";

export interface ExportedProduct {
  readonly id: ProductId;
  readonly slug: string;
  /** The handle that files know the product by. */
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly status: string;
  readonly category: string | null;
  readonly giftCard: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly optionNames: readonly string[];
  readonly images: readonly {
    readonly id: string;
    readonly key: string | null;
    readonly url: string | null;
    readonly alt: string;
  }[];
  readonly variants: readonly {
    readonly id: VariantId;
    readonly sku: string | null;
    readonly barcode: string | null;
    readonly options: readonly string[];
    readonly priceMinor: number;
    readonly compareAtMinor: number | null;
    readonly currency: Currency;
    readonly grams: number;
    readonly requiresShipping: boolean;
    readonly taxable: boolean;
    readonly imageId: string | null;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}

const ATTRIBUTES_MAX = 1_000;

/** The names of all attributes, by name. Of more than a thousand, the first. */
export async function selectAttributeNames(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from (
      select jsonb_object_keys(attributes) from catalog.products where attributes <> '{}'
      union select jsonb_object_keys(attributes) from catalog.variants where attributes <> '{}' and status = 'active') n (name)
    order by name limit ${ATTRIBUTES_MAX}`.execute(db);
  return rows.map((row) => row.name);
}

/** One page of all products of every status by slug, or those with some ids. */
type Wanted = { readonly after: string; readonly limit: number } | { readonly ids: readonly ProductId[] };

/** Products by slug with everything that an export holds. */
export async function selectForExport(db: Db, wanted: Wanted): Promise<ExportedProduct[]> {
  const which =
    "ids" in wanted
      ? sql`p.id = any(${[...wanted.ids]}::uuid[]) order by p.slug`
      : sql`p.slug > ${wanted.after} order by p.slug limit ${wanted.limit}`;
  const { rows } = await sql<ExportedProduct>`
    select p.id, p.slug, coalesce(p.import_handle, p.slug) as handle, p.title, p.description, p.vendor, p.product_type as type, p.tags, p.status, c.slug as category,
      p.gift_card as "giftCard", p.attributes, p.seo_title as "seoTitle", p.seo_description as "seoDescription",
      (select coalesce(json_agg(o.name order by o.position), '[]') from catalog.product_options o where o.product_id = p.id) as "optionNames",
      (select coalesce(json_agg(json_build_object('id', i.id, 'key', i.key, 'url', i.source_url, 'alt', i.alt) order by i.position), '[]')
        from catalog.images i where i.product_id = p.id) as images,
      (select coalesce(json_agg(json_build_object('id', v.id, 'sku', v.sku, 'barcode', v.barcode, 'options', v.options,
          'priceMinor', v.price_minor, 'compareAtMinor', v.compare_at_minor, 'currency', v.currency, 'grams', v.weight_grams,
          'requiresShipping', v.requires_shipping, 'taxable', v.taxable, 'imageId', v.image_id, 'attributes', v.attributes) order by v.position, v.id), '[]')
        from catalog.variants v where v.product_id = p.id and v.status = 'active') as variants
    from catalog.products p left join catalog.categories c on c.id = p.category_id
    where ${which}`.execute(db);
  return rows;
}

export async function countProducts(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from catalog.products`.execute(db);
  return rows[0]?.n ?? 0;
}
