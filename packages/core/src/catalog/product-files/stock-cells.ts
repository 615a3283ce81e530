import { ENTRY_VALUE_MAX, type ImportEntry } from "@cartwright/contracts/product-import";
import { readFlag, readWhole, shorten } from "./cell-values.ts";
import { COLUMNS } from "./columns.ts";
import { importText } from "./import-text.ts";
import type { CsvRow } from "./read-csv.ts";
import type { Layout } from "./read-header.ts";
import type { Cells, EntryText } from "./row-cells.ts";

/** How a row's stock is kept. Null where the file does not say. */
export interface StockCells {
  readonly tracked: boolean | null;
  readonly backorder: boolean | null;
}

const NO_TRACKER = /^(n\/?a|nan|none|null|not tracked|-)?$/i;

/**
 * How a row's stock is kept: counted when a tracker is named, and sold below zero when the policy is "continue". Null where
 * the file does not say.
 */
export function readStockPolicy(layout: Layout, cells: Cells): StockCells {
  const tracked = layout.columns.has("tracker") ? !NO_TRACKER.test(cells.text("tracker").trim()) : null;
  const policy = cells.text("policy").trim().toLowerCase();
  if (policy === "") return { tracked, backorder: layout.columns.has("policy") ? false : null };
  if (policy === "deny" || policy === "continue") return { tracked, backorder: policy === "continue" };
  // The newer export asks whether to continue: TRUE or FALSE.
  const answer = readFlag(policy);
  if (answer.value !== null) return { tracked, backorder: answer.value };
  const warning = { reason: importText("reason.policy"), remedy: importText("remedy.readAs", { value: "deny" }) };
  return { tracked, backorder: cells.take("policy", { value: false, warning }) };
}

type ReportCell = (column: string, kind: ImportEntry["kind"], entry: EntryText) => void;

/** The stock of a row: the first stock column with a value, or the sum of its locations. Null when none has one. */
export function readQuantity(layout: Layout, row: CsvRow, report: ReportCell): number | null {
  const read = (index: number, name: string): number | null => {
    const cell = row.cells[index] ?? "";
    if (cell === "") return null;
    const { value, warning, error } = readWhole(cell, "quantity");
    const remark = error ?? warning;
    if (remark) report(name, error ? "error" : "warning", { value: shorten(cell, ENTRY_VALUE_MAX), ...remark });
    return value;
  };
  if (layout.locationColumns.length > 0) {
    const parts = layout.locationColumns.flatMap(({ name, index }) => read(index, name) ?? []);
    return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0);
  }
  // Without a tracker the number means nothing.
  const tracker = layout.columns.get("tracker");
  if (tracker !== undefined && NO_TRACKER.test((row.cells[tracker] ?? "").trim())) return null;
  for (const index of layout.quantities) {
    const quantity = read(index, layout.purpose === "inventory" ? importText("file.stockColumn") : COLUMNS.quantity);
    if (quantity !== null) return quantity;
  }
  return null;
}
