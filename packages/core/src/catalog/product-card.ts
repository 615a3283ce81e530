import type { ProductCard } from "@cartwright/contracts/catalog";
import type { CardRow } from "./list.sql.ts";
import { toPicture } from "./picture.ts";

/** A row of a list as pages use it. */
export function toCard(row: CardRow): ProductCard {
  const image = toPicture(row);
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    vendor: row.vendor,
    priceMinor: row.priceMinor,
    priceMaxMinor: row.priceMaxMinor,
    compareAtMinor: row.compareAtMinor,
    currency: row.currency,
    imageUrl: image?.url ?? null,
    image,
    inStock: row.inStock,
  };
}
