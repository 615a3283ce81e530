import { z } from "zod";
import { ProductId } from "./ids.ts";
import { IsoTime } from "./paging.ts";
import { ProductStatus } from "./product-status.ts";
import { RowVersion } from "./row-version.ts";

/** What staff do with whole products: duplicate, archive, unarchive, publish later. */

/** The most products that one act is for. */
export const PRODUCTS_PER_ACT_MAX = 100;

/** A product as it was read. */
export const ProductAt = z.strictObject({ productId: ProductId, version: RowVersion });
export type ProductAt = z.infer<typeof ProductAt>;

export const AdminDuplicateProduct = z.strictObject({ productId: ProductId });

/** All of the products, or none of them when one has changed since it was read. */
export const AdminActOnProducts = z.strictObject({ products: z.array(ProductAt).min(1).max(PRODUCTS_PER_ACT_MAX) });
export type AdminActOnProducts = z.infer<typeof AdminActOnProducts>;

export const AdminChangedProducts = z.strictObject({
  products: z.array(z.strictObject({ productId: ProductId, status: ProductStatus, version: z.int() })),
});
export type AdminChangedProducts = z.infer<typeof AdminChangedProducts>;

/** How far ahead a publication can be scheduled, in days. */
export const PUBLISH_DAYS_MAX = 730;

/** Publishes a draft later, or changes when. */
export const AdminSchedulePublication = ProductAt.extend({ publishAt: IsoTime });
export type AdminSchedulePublication = z.infer<typeof AdminSchedulePublication>;
