import { z } from "zod";

// By themselves, for pages: a schema of an object would try to make code, which their policy forbids.

/** Whether a product is in the shop: not yet, now, or no more. */
export const ProductStatus = z.enum(["draft", "active", "archived"]);
export type ProductStatus = z.infer<typeof ProductStatus>;

export const VariantStatus = z.enum(["active", "discontinued"]);
export type VariantStatus = z.infer<typeof VariantStatus>;

/** What names a product or a category in an address. */
export const Slug = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[a-z0-9][a-z0-9-]*$/);
