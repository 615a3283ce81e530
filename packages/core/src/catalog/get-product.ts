import type { Product } from "@cartwright/contracts/catalog";
import { summaryOf } from "@cartwright/contracts/plain-text";
import type { Db } from "@cartwright/db/client";
import { type Availability, UNKNOWN_STOCK } from "../inventory/availability.ts";
import { readAvailability } from "../inventory/read-availability.ts";
import { AppError } from "../kernel/app-error.ts";
import { toPicture } from "./picture.ts";
import { type ProductRow, selectProduct } from "./product.sql.ts";
import { specificationsOf } from "./specifications/specifications.ts";

/**
 * A product for sale, by slug, with what is available of each variant now. Drafts and archived products are `not_found`.
 */
export async function getProduct(db: Db, slug: string): Promise<Product> {
  const row = await selectProduct(db, slug);
  if (!row) throw new AppError("not_found");
  const available = await readAvailability(
    db,
    row.variants.map((variant) => variant.id),
  );
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    summary: summaryOf(row),
    seoTitle: row.seoTitle || null,
    vendor: row.vendor,
    category: row.category,
    tags: row.tags,
    images: row.images.flatMap((image) => toPicture(image) ?? []),
    options: optionsOf(row),
    variants: row.variants.map((variant) => toVariant(row, variant, available.get(variant.id) ?? UNKNOWN_STOCK)),
    specifications: specificationsOf(row),
  };
}

function toVariant(
  { options }: ProductRow,
  variant: ProductRow["variants"][number],
  { available, backorder }: Availability,
): Product["variants"][number] {
  return {
    id: variant.id,
    sku: variant.sku,
    title: variant.title,
    options: Object.fromEntries(options.map((name, index) => [name, variant.options[index] ?? ""])),
    priceMinor: variant.priceMinor,
    compareAtMinor: variant.compareAtMinor,
    currency: variant.currency,
    available,
    backorder,
    imageKey: variant.imageKey,
  };
}

/** Option names with their values in the order of the variants, each value once. */
function optionsOf(row: ProductRow): Product["options"] {
  return row.options.map((name, index) => ({
    name,
    values: [...new Set(row.variants.flatMap((variant) => variant.options[index] ?? []))],
  }));
}
