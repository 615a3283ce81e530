import type { ProductAt } from "@cartwright/contracts/product-acts";
import type { ProductStatus } from "@cartwright/contracts/product-status";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { type LockedProduct, lockProducts } from "../products.sql.ts";
import { refreshListColumns } from "../refresh-list-columns.ts";
import { tellPages } from "../slugs/tell-pages.ts";
import { updateStatus } from "./status.sql.ts";

/** An act that changes the status of products: from which, to which. */
export const STATUS_ACTS = {
  archive: { from: ["draft", "active"], to: "archived" },
  /** Back from the archive it is a draft: nothing is on sale that no one looked at. */
  unarchive: { from: ["archived"], to: "draft" },
} as const satisfies Record<string, { from: readonly ProductStatus[]; to: ProductStatus }>;
export type StatusAct = keyof typeof STATUS_ACTS;

/** A product whose status changed, as it was. */
export interface ChangedStatus {
  readonly was: LockedProduct;
  readonly status: ProductStatus;
  readonly version: number;
}

/**
 * Archives products, or takes them back as drafts: all of them or none. Orders and carts keep their lines. Errors name the product at
 * its place in `products`: `not_found`, `stale_write` (changed since it was read), `illegal_transition` (archived already, or not
 * archived). Publishes `catalog.changed`. The caller audits it.
 */
export async function changeStatus(tx: Tx, products: readonly ProductAt[], act: StatusAct): Promise<ChangedStatus[]> {
  const { from, to } = STATUS_ACTS[act];
  const locked = await lockProducts(
    tx,
    products.map(({ productId }) => productId),
  );
  const known = new Map(locked.map((product) => [product.id, product]));
  for (const [index, { productId, version }] of products.entries()) {
    const product = known.get(productId);
    if (!product) throw new AppError("not_found");
    if (product.version !== version) throw refusal("stale_write", "productChanged", { index, product });
    if (!from.some((status) => status === product.status))
      throw refusal("illegal_transition", act === "archive" ? "productArchived" : "productNotArchived", {
        index,
        product,
      });
  }
  const changed = await updateStatus(tx, products, to);
  const ids = locked.map(({ id }) => id);
  await refreshListColumns(tx, ids);
  await tellPages(tx, ids);
  return changed.flatMap(({ id, version }) => {
    const was = known.get(id);
    return was ? [{ was, status: to, version }] : [];
  });
}

function refusal(
  reason: "stale_write" | "illegal_transition",
  words: "productChanged" | "productArchived" | "productNotArchived",
  { index, product }: { readonly index: number; readonly product: LockedProduct },
): AppError {
  const message = getTranslations("errorDetails")(words, { title: product.title });
  return new AppError(reason, { message, fields: { [`products.${index}`]: message } });
}
