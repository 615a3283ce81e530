import type { ProductStatus } from "@cartwright/contracts/product-status";
import type { Tone } from "@cartwright/ui/badge";

export const PRODUCT_TONE: Readonly<Record<ProductStatus, Tone>> = {
  active: "good",
  draft: "warn",
  archived: "neutral",
};
