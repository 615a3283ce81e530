import { z } from "zod";

// A file of its own, for pages: an object schema would try to compile code, which their policy forbids.

/** Whether a product is in the shop: not yet, now, or no longer. */
export const ProductStatus = z.enum(["draft", "active", "archived"]);
export type ProductStatus = z.infer<typeof ProductStatus>;

export const VariantStatus = z.enum(["active", "discontinued"]);
export type VariantStatus = z.infer<typeof VariantStatus>;

/** The part of a URL that names a product or a category. */
export const Slug = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[a-z0-9][a-z0-9-]*$/);
