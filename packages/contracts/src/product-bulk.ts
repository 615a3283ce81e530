import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { AdminListProducts, StockCount } from "./admin-products.ts";
import { ProductId, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { PRODUCTS_PER_ACT_MAX } from "./product-acts.ts";
import { RowVersion } from "./row-version.ts";
import { StockPolicy } from "./stock-policy.ts";

/** Prices, stock and codes of many variants at a time, as in a spreadsheet. */

/** The most variants that are edited at a time. */
export const BULK_VARIANTS_MAX = 500;

/** Some products, or without them those that the list shows for a filter. */
export const AdminReadBulk = z.strictObject({
  productIds: z.array(ProductId).min(1).max(PRODUCTS_PER_ACT_MAX).optional(),
  filter: AdminListProducts.omit({ cursor: true, limit: true }).optional(),
});
export type AdminReadBulk = z.infer<typeof AdminReadBulk>;

/** A variant for sale. */
export const AdminBulkRow = z.strictObject({
  variantId: VariantId,
  productId: ProductId,
  /** The version of its product. A save names it. */
  version: z.int(),
  title: z.string(),
  variantTitle: z.string(),
  currency: Currency,
  priceMinor: AmountMinor,
  compareAtMinor: AmountMinor.nullable(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  weightGrams: z.int(),
  onHand: z.int(),
  reserved: z.int(),
  policy: StockPolicy,
});
export type AdminBulkRow = z.infer<typeof AdminBulkRow>;

export const AdminBulkRows = z.strictObject({
  rows: z.array(AdminBulkRow).max(BULK_VARIANTS_MAX),
  /** Whether there are more than these. */
  hasMore: z.boolean(),
});
export type AdminBulkRows = z.infer<typeof AdminBulkRows>;

/** The new values of one variant. Fields that are not given stay. */
export const AdminBulkChange = z.strictObject({
  variantId: VariantId,
  productId: ProductId,
  version: RowVersion,
  priceMinor: AmountMinor.optional(),
  compareAtMinor: AmountMinor.nullable().optional(),
  sku: z.string().trim().min(1).max(100).nullable().optional(),
  barcode: z.string().trim().min(1).max(100).nullable().optional(),
  weightGrams: z.int().min(0).max(10_000_000).optional(),
  /** Recorded as an adjustment, with the reason. */
  onHand: StockCount.optional(),
});
export type AdminBulkChange = z.infer<typeof AdminBulkChange>;

/** All of the rows, or none. Errors are at `rows.{index}` or `rows.{index}.{field}`. */
export const AdminSaveBulk = z.strictObject({
  rows: z.array(AdminBulkChange).min(1).max(BULK_VARIANTS_MAX),
  /** Why stock is counted differently. Needed when it is. */
  reason: ActReason.optional(),
});
export type AdminSaveBulk = z.infer<typeof AdminSaveBulk>;

/** How many variants and products were changed, and of how many the stock. */
export const AdminBulkSaved = z.strictObject({ variants: z.int(), products: z.int(), counted: z.int() });
export type AdminBulkSaved = z.infer<typeof AdminBulkSaved>;
