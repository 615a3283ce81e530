import { ENTRY_VALUE_MAX } from "@cartwright/contracts/product-import";
import { shorten } from "./cell-values.ts";
import { COLUMNS } from "./columns.ts";
import type { Rows } from "./draft-rows.ts";
import type { VariantDraft } from "./draft-variants.ts";
import { importText } from "./import-text.ts";
import type { ReportEntry } from "./row-cells.ts";

/** What describes a product. It stands in the first row, and may be repeated in the others. */
const OF_PRODUCT = ["title", "body", "vendor", "type", "seoTitle", "seoDescription"] as const;

/**
 * Reports what later rows of a product say that is not kept: about the product, another value than the first row has; and an
 * attribute where there is no variant to keep it.
 */
export function reportLeftCells(rows: Rows, variants: readonly VariantDraft[], report: ReportEntry): void {
  const [first, ...more] = rows;
  const kept = new Set(variants.map((variant) => variant.line));
  for (const row of more) {
    for (const column of OF_PRODUCT) {
      // The title is the first one that there is.
      const used = column === "title" ? rows.find(({ title }) => title !== "")?.title : first[column];
      if (row[column] === "" || row[column] === used) continue;
      const value = shorten(row[column], ENTRY_VALUE_MAX);
      const [reason, remedy] = [importText("reason.otherRow"), importText("remedy.firstValue")];
      report({ kind: "warning", line: row.line, column: COLUMNS[column], value, reason, remedy });
    }
    if (kept.has(row.line)) continue;
    for (const { name, value: whole } of row.attributes) {
      if (first.attributes.some((attribute) => attribute.name === name && attribute.value === whole)) continue;
      const value = shorten(whole, ENTRY_VALUE_MAX);
      const [reason, remedy] = [importText("reason.leftCells"), importText("remedy.left")];
      report({ kind: "warning", line: row.line, column: name, value, reason, remedy });
    }
  }
}
