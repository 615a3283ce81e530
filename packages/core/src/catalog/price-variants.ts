import type { ProductImage } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { toPicture } from "./picture.ts";
import { selectVariantPrices } from "./product.sql.ts";

export interface PricedVariant {
  readonly productId: ProductId;
  readonly slug: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string | null;
  readonly priceMinor: number;
  readonly currency: Currency;
  readonly weightGrams: number;
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
  /** False when the variant or its product is no longer on sale. */
  readonly sold: boolean;
  /** The variant's own picture, else the product's first. */
  readonly image: ProductImage | null;
}

/** What variants are and cost now, by id, in one statement. Ids that never existed are missing from the map. */
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
