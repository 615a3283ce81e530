import type { AdminBulkChange } from "@cartwright/contracts/product-bulk";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import { fullTitle } from "@cartwright/contracts/only-variant";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import type { LockedProduct } from "../products.sql.ts";
import type { BulkVariant } from "./bulk.sql.ts";

/** What the rows are compared with: everything that they name, as it is stored now. */
export interface Stored {
  readonly products: ReadonlyMap<ProductId, LockedProduct>;
  readonly variants: ReadonlyMap<VariantId, BulkVariant>;
  /** SKUs of variants outside the rows, and the titles of their products. */
  readonly skuHolders: ReadonlyMap<string, string>;
}

/** A problem with a row, or with one of its fields. */
export interface RowProblem {
  readonly index: number;
  readonly field?: "sku" | "onHand";
  readonly reason: "stale_write" | "invalid_input";
  readonly message: string;
}

/** The places of rows that repeat a value which is there once only. */
function repeated(
  rows: readonly AdminBulkChange[],
  valueOf: (row: AdminBulkChange) => string | null | undefined,
): Set<number> {
  const places = Map.groupBy(rows.keys(), (index) => valueOf(rows[index] as AdminBulkChange)); // its own keys
  return new Set(
    [...places].flatMap(([value, at]) => (value === undefined || value === null || at.length < 2 ? [] : at)),
  );
}

/** The first problem of each row, except those of its stock. Pure. */
export function checkRows(rows: readonly AdminBulkChange[], stored: Stored): RowProblem[] {
  const t = getTranslations("fieldProblems");
  const twice = repeated(rows, (row) => row.variantId);
  const sameSku = repeated(rows, (row) => row.sku);
  return rows.flatMap((row, index): RowProblem[] => {
    const product = stored.products.get(row.productId);
    const variant = stored.variants.get(row.variantId);
    if (!product || variant?.productId !== row.productId)
      return [{ index, reason: "invalid_input", message: t("bulkGone") }];
    if (twice.has(index)) return [{ index, reason: "invalid_input", message: t("bulkTwice") }];
    if (product.version !== row.version) {
      const title = fullTitle({ title: product.title, variantTitle: variant.title });
      return [{ index, reason: "stale_write", message: t("bulkChanged", { title }) }];
    }
    if (row.sku === undefined || row.sku === null) return [];
    const holder = stored.skuHolders.get(row.sku);
    if (holder !== undefined)
      return [{ index, field: "sku", reason: "invalid_input", message: t("skuTaken", { title: holder }) }];
    return sameSku.has(index) ? [{ index, field: "sku", reason: "invalid_input", message: t("skuTwice") }] : [];
  });
}

/** One error for all problems, by row and field. It is a conflict when every problem is one. */
export function problemsError(problems: readonly RowProblem[]): AppError {
  const reason = problems.every((each) => each.reason === "stale_write") ? "stale_write" : "invalid_input";
  const rows = new Set(problems.map(({ index }) => index)).size;
  const fields = problems.map(({ index, field, message }) => {
    return [field === undefined ? `rows.${index}` : `rows.${index}.${field}`, message] as const;
  });
  const message = getTranslations("errorDetails")(reason === "stale_write" ? "bulkStale" : "bulkInvalid", {
    count: rows,
  });
  return new AppError(reason, { message, fields: Object.fromEntries(fields) });
}
