import type { ProductImage } from "@cartwright/contracts/catalog";
import type { VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { type PictureRow, toPicture } from "./picture.ts";
import { selectVariantPrices, type VariantPriceRow } from "./product.sql.ts";

export interface PricedVariant extends Omit<VariantPriceRow, "variantId" | keyof PictureRow> {
  /** The variant's own picture, else the product's first. */
  readonly image: ProductImage | null;
}

/** Current names, pictures and prices of variants, by id, in one statement. The map leaves out ids that never existed. */
export async function priceVariants(db: Db, variantIds: readonly VariantId[]): Promise<Map<VariantId, PricedVariant>> {
  if (variantIds.length === 0) return new Map();
  const rows = await selectVariantPrices(db, variantIds);
  return new Map(
    rows.map(({ variantId, key, alt, width, height, tint, ...priced }) => [
      variantId,
      { ...priced, image: toPicture({ key, alt, width, height, tint }) },
    ]),
  );
}
