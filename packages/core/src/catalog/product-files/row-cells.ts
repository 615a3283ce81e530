import type { ImportEntry } from "@cartwright/contracts/product-import";
import type { CellRead } from "./cell-values.ts";
import type { Column } from "./columns.ts";

export type ReportEntry = (entry: ImportEntry) => void;
export type EntryText = Pick<ImportEntry, "value" | "reason" | "remedy">;

/** The cells of a row by column, and what is found in them. */
export interface Cells {
  text(column: Column): string;
  /** Reports what a reading found, and returns its value. */
  take<T>(column: Column, read: CellRead<T>): T;
}
