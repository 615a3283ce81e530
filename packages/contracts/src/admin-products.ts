import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { CreateProduct, ProductImage, SaveProduct } from "./catalog.ts";
import { DigitalFile } from "./downloads.ts";
import { problem } from "./field-problem.ts";
import { CategoryId, ProductId, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { ProductStatus, Slug, VariantStatus } from "./product-status.ts";
import { RowVersion } from "./row-version.ts";
import { BackorderDays, StockPolicy } from "./stock-policy.ts";

/** Products and inventory in the back office. */

export const AdminListProducts = z.strictObject({
  /** Part of a title, or the start of a SKU or slug. */
  query: z.string().trim().max(200).optional(),
  /** A category and its descendants. */
  category: Slug.optional(),
  status: z.array(ProductStatus).max(3).optional(),
  /** Only products with a variant for sale at or below its low-stock level. */
  lowStock: z.boolean().optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const AdminProductRow = z.strictObject({
  id: ProductId,
  slug: z.string(),
  version: z.int(),
  title: z.string(),
  status: ProductStatus,
  /** When it is published. Null unless it is a draft with a date. */
  publishAt: IsoTime.nullable(),
  category: z.string().nullable(),
  imageUrl: z.string().nullable(),
  priceMinor: AmountMinor,
  priceMaxMinor: AmountMinor,
  currency: Currency,
  /** Variants for sale, and how much of all of them is available. */
  variantCount: z.int(),
  available: z.int(),
  lowStock: z.boolean(),
  /** Whether a variant for sale sells whatever its count. */
  sellsWithoutStock: z.boolean(),
  updatedAt: IsoTime,
});
export type AdminProductRow = z.infer<typeof AdminProductRow>;
export const AdminProductPage = z.strictObject({ items: z.array(AdminProductRow), nextCursor: Cursor.nullable() });

export const AdminVariant = z.strictObject({
  id: VariantId,
  title: z.string(),
  /** Values in the order of the product's options. */
  options: z.array(z.string()),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  priceMinor: AmountMinor,
  compareAtMinor: AmountMinor.nullable(),
  weightGrams: z.int(),
  /** False for digital goods. */
  requiresShipping: z.boolean(),
  status: VariantStatus,
  onHand: z.int(),
  reserved: z.int(),
  policy: StockPolicy,
  backorderDays: BackorderDays,
});
export type AdminVariant = z.infer<typeof AdminVariant>;

/** A picture in the back office. A remote one has no files to show. */
export const AdminPicture = z.strictObject({
  id: z.uuid(),
  alt: z.string(),
  image: ProductImage.nullable(),
  sourceUrl: z.string().nullable(),
});
export type AdminPicture = z.infer<typeof AdminPicture>;

export const AdminProduct = z.strictObject({
  id: ProductId,
  slug: z.string(),
  /** Increases with each change. A save names the version it was made from. */
  version: z.int(),
  title: z.string(),
  description: z.string(),
  vendor: z.string(),
  /** What search engines show, where it is not the title and the beginning of the description. */
  seoTitle: z.string().nullable(),
  seoDescription: z.string().nullable(),
  /** Its earlier slugs, the last one first. Their addresses lead to the current one. */
  oldSlugs: z.array(z.string()),
  status: ProductStatus,
  /** When it is published. Null unless it is a draft with a date. */
  publishAt: IsoTime.nullable(),
  categoryId: CategoryId.nullable(),
  currency: Currency,
  giftCard: z.boolean(),
  options: z.array(z.string()),
  variants: z.array(AdminVariant),
  pictures: z.array(AdminPicture),
  /** What the buyers of its digital variants may download. */
  files: z.array(DigitalFile),
  createdAt: IsoTime,
  updatedAt: IsoTime,
});
export type AdminProduct = z.infer<typeof AdminProduct>;

/** A product made by staff. */
export const AdminCreateProduct = CreateProduct;
export type AdminCreateProduct = CreateProduct;

export const AdminGetProduct = z.strictObject({ productId: ProductId });
export const AdminSaveProduct = SaveProduct.omit({ tags: true, featured: true });
export type AdminSaveProduct = z.infer<typeof AdminSaveProduct>;

/** The pictures that stay, in their new order. Those that are not named are removed. */
export const ArrangePictures = z.strictObject({
  productId: ProductId,
  version: RowVersion,
  pictures: z.array(z.strictObject({ id: z.uuid(), alt: z.string().trim().max(500) })).max(250),
});
export type ArrangePictures = z.infer<typeof ArrangePictures>;

export const AdminRemoveFile = z.strictObject({ productId: ProductId, fileId: z.uuid() });

export const AdminListStock = z.strictObject({
  query: z.string().trim().max(200).optional(),
  /** Only variants at or below their low-stock level. */
  low: z.boolean().optional(),
  /** Only variants with this policy. */
  policy: StockPolicy.optional(),
  /** Only what is no longer sold (archived products, discontinued variants). */
  retired: z.boolean().optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const AdminStockRow = z.strictObject({
  variantId: VariantId,
  productId: ProductId,
  productTitle: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  onHand: z.int(),
  reserved: z.int(),
  available: z.int(),
  lowAt: z.int(),
  policy: StockPolicy,
  backorderDays: BackorderDays,
  /** Units sold or reserved beyond what is on hand. */
  oversold: z.int().min(0),
});
export type AdminStockRow = z.infer<typeof AdminStockRow>;
export const AdminStockPage = z.strictObject({ items: z.array(AdminStockRow), nextCursor: Cursor.nullable() });

export const AdminListMovements = z.strictObject({
  variantId: VariantId,
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(20),
});

export const AdminMovement = z.strictObject({
  id: z.int(),
  at: IsoTime,
  reason: z.string(),
  onHandDelta: z.int(),
  reservedDelta: z.int(),
  orderNumber: z.string().nullable(),
  note: z.string().nullable(),
});
export type AdminMovement = z.infer<typeof AdminMovement>;
export const AdminMovementPage = z.strictObject({ items: z.array(AdminMovement), nextCursor: Cursor.nullable() });

/** The most units of one variant on hand. */
export const ON_HAND_MAX = 10_000_000;

/** A number on hand, counted while the page showed `seen`. */
export const StockCount = z.strictObject({
  to: z.int().min(0).max(ON_HAND_MAX),
  seen: z.int().min(-ON_HAND_MAX).max(ON_HAND_MAX),
});

/**
 * The counted stock: a number (`to`), counted while the page showed `seen` (`stale_write` if it has changed since), or a
 * difference (`by`).
 */
export const StockChange = z.union([
  StockCount,
  z.strictObject({
    by: z
      .int()
      .min(-ON_HAND_MAX)
      .max(ON_HAND_MAX)
      .refine((units) => units !== 0, problem("notZero")),
  }),
]);
export type StockChange = z.infer<typeof StockChange>;

export const AdminAdjustStock = z.strictObject({
  variantId: VariantId,
  change: StockChange,
  /** Recorded with the movement as well. */
  reason: ActReason,
});

/** A variant's policy. `count` sets the stock on hand first, as an adjustment does. */
export const AdminSetPolicy = z.strictObject({
  variantId: VariantId,
  policy: StockPolicy,
  backorderDays: BackorderDays.optional(),
  count: StockCount.optional(),
  reason: ActReason,
});
export type AdminSetPolicy = z.infer<typeof AdminSetPolicy>;

export const AdjustedStock = z.strictObject({
  variantId: VariantId,
  onHand: z.int(),
  reserved: z.int(),
  policy: StockPolicy,
});
export type AdjustedStock = z.infer<typeof AdjustedStock>;
