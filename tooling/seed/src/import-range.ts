import type { ProductImage } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import { describeEntry } from "@cartwright/core/catalog/product-files/describe-report";
import { importProducts } from "@cartwright/core/catalog/product-files/import-products";
import { toPicture } from "@cartwright/core/catalog/picture";
import { NO_FAIL_POINTS } from "@cartwright/core/kernel/fail-points";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { createLogger } from "@cartwright/observability/logger";
import { sql } from "kysely";
import type { Range } from "./read-range.ts";
import { writeCategories } from "./write-categories.ts";

export interface ShopVariant {
  readonly id: VariantId;
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly image: ProductImage | null;
  /** Units that can be bought after seeding. */
  readonly available: number;
}

/** A product of the range as it is in the shop. */
export interface ShopProduct {
  readonly id: ProductId;
  readonly slug: string;
  readonly title: string;
  readonly weightGrams: number;
  readonly variants: readonly ShopVariant[];
}

/**
 * Writes the categories and hands the range to the shop's own importer, as a merchant would. Safe to repeat: what is there
 * already stays. Throws an error with the importer's first problem if the file is refused.
 */
export async function importRange(db: Db, range: Range): Promise<void> {
  await inTransaction(db, (tx) => writeCategories(tx, range.categories));
  const logger = createLogger({ name: "seed", level: "silent" });
  const report = await importProducts(
    // The shop's processes are not running yet. They find the outbox when they start.
    { db, logger, nudgeRelay: () => undefined, failPoints: NO_FAIL_POINTS },
    {
      dryRun: false,
      async *open() {
        yield range.productFile;
      },
      pictures: range.pictures,
    },
  );
  if (report.outcome === "imported") return;
  const [entry] = report.entries;
  throw new Error(`The range could not be imported. ${entry ? describeEntry(entry) : ""}`);
}

/** Reads the range's products as the importer wrote them, in the order of the file. */
export async function readShopProducts(tx: Tx, range: Range): Promise<ShopProduct[]> {
  const slugs = range.products.map((product) => product.slug);
  const { rows } = await sql<{
    productId: ProductId;
    slug: string;
    productTitle: string;
    id: VariantId;
    sku: string;
    title: string;
    priceMinor: number;
    weightGrams: number;
    available: number;
    key: string | null;
    alt: string | null;
    width: number | null;
    height: number | null;
    tint: string | null;
  }>`
    select p.id as "productId", p.slug, p.title as "productTitle", v.id, v.sku, v.title, v.price_minor as "priceMinor",
      v.weight_grams as "weightGrams", s.on_hand - s.reserved as available, i.key, i.alt, i.width, i.height, i.tint
    from unnest(${slugs}::text[]) with ordinality as named (slug, place)
    join catalog.products p on p.slug = named.slug
    join catalog.variants v on v.product_id = p.id
    join inventory.stock s on s.variant_id = v.id
    left join lateral (
      select * from catalog.images i where i.product_id = p.id and (v.image_id is null or i.id = v.image_id)
      order by i.position limit 1) i on true
    order by named.place, v.position`.execute(tx);
  return [...Map.groupBy(rows, (row) => row.productId).values()].flatMap((variants) => {
    const [first] = variants;
    if (!first) return [];
    const { productId: id, slug, productTitle: title, weightGrams } = first;
    return [{ id, slug, title, weightGrams, variants: variants.map((row) => ({ ...row, image: toPicture(row) })) }];
  });
}

/** Dates the products, so that the newest come from every category, and puts those of the home page in their places. */
export async function dateProducts(
  tx: Tx,
  products: readonly ShopProduct[],
  homePage: readonly string[],
): Promise<void> {
  const rows = products.map(({ id, slug }, index) => ({
    id,
    age_days: 3 + ((index * 37) % 211),
    featured: homePage.includes(slug) ? homePage.indexOf(slug) : null,
  }));
  await sql`
    update catalog.products p set featured = row.featured, created_at = now() - row.age_days * interval '1 day',
      updated_at = now() - row.age_days * interval '1 day'
    from json_to_recordset(${JSON.stringify(rows)}) as row (id uuid, age_days int, featured int) where p.id = row.id`.execute(
    tx,
  );
}
