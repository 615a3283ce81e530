import type { ProductStatus, VariantStatus } from "@cartwright/contracts/product-status";
import type { Word } from "../shell/words.ts";

/** A product's status as staff speak of it. */
export const PRODUCT_WORD: Readonly<Record<ProductStatus, Word>> = {
  active: { label: "On sale", tone: "good" },
  draft: { label: "Draft", tone: "warn" },
  archived: { label: "Archived", tone: "neutral" },
};

export const VARIANT_WORD: Readonly<Record<VariantStatus, string>> = {
  active: "On sale",
  discontinued: "Discontinued",
};

/** Why stock moved, in a word or two. A reason that this page does not know yet is shown as it is. */
export function movementWord(reason: string): string {
  return MOVEMENTS[reason] ?? reason;
}

const MOVEMENTS: Readonly<Record<string, string>> = {
  initial: "First count",
  import: "Import",
  adjustment: "Adjusted",
  reserve: "Held for an order",
  release: "Given back",
  expire: "Hold ran out",
  commit: "Sold",
  restock: "Came back",
};
