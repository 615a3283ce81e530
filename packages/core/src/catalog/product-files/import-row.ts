import { ENTRY_VALUE_MAX, type ImportEntry } from "@cartwright/contracts/product-import";
import { Slug } from "@cartwright/contracts/product-status";
import {
  type CellRead,
  readFlag,
  readLine,
  readPicture,
  readPrice,
  readTags,
  readWhole,
  shorten,
} from "./cell-values.ts";
import { type Column, COLUMNS } from "./columns.ts";
import { unguardCell, unguardNumber } from "../csv-cells.ts";
import { importText } from "./import-text.ts";
import type { CsvRow } from "./read-csv.ts";
import type { HandledRow } from "./row-handles.ts";
import type { Layout } from "./read-header.ts";
import type { Cells, EntryText, ReportEntry } from "./row-cells.ts";
import { readQuantity, readStockPolicy } from "./stock-cells.ts";

/** One row, read cell by cell. Empty prices, weights, quantities and flags are null, and so are those of missing columns. */
export interface ImportRow {
  readonly line: number;
  /** The handle in the form that is compared. Empty when the row does not say. */
  readonly handle: string;
  readonly title: string;
  readonly body: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly published: boolean | null;
  readonly optionNames: readonly [string, string, string];
  readonly optionValues: readonly [string, string, string];
  readonly sku: string;
  readonly grams: number | null;
  /** Whether the stock is counted, and whether it is sold below zero. */
  readonly tracked: boolean | null;
  readonly backorder: boolean | null;
  readonly quantity: number | null;
  readonly price: number | null;
  readonly compareAt: number | null;
  readonly requiresShipping: boolean | null;
  readonly taxable: boolean | null;
  readonly barcode: string;
  readonly imageSrc: string;
  readonly imagePosition: number | null;
  readonly imageAlt: string;
  readonly giftCard: boolean | null;
  readonly seoTitle: string;
  readonly seoDescription: string;
  readonly variantImage: string;
  readonly status: "active" | "draft" | "archived" | "";
  readonly category: string;
  readonly attributes: readonly RowAttribute[];
  /** Whether a cell has an error. */
  readonly broken: boolean;
}

export interface RowAttribute {
  readonly name: string;
  readonly value: string;
  readonly ofVariant: boolean;
}

/** The longest value of an attribute. */
const ATTRIBUTE_MAX = 10_000;

/** Reads a row by the file's layout. Columns that the file lacks are read as empty. */
export function readRow(layout: Layout, row: HandledRow, report: ReportEntry): ImportRow {
  let broken = false;
  const found = (kind: ImportEntry["kind"], column: string | null, entry: EntryText) => {
    if (kind === "error") broken = true;
    report({ kind, line: row.line, column, ...entry });
  };
  const text = (column: Column): string => {
    const index = layout.columns.get(column);
    return index === undefined ? "" : unguardCell(row.cells[index] ?? "");
  };
  const take = <T>(column: Column, read: CellRead<T>): T => {
    const remark = read.error ?? read.warning;
    if (remark) {
      const value = shorten(text(column), ENTRY_VALUE_MAX);
      found(read.error ? "error" : "warning", COLUMNS[column], { value, ...remark });
    }
    return read.value;
  };
  const line = (column: Column, max: number) => {
    const cell = text(column);
    return cell === "" ? "" : take(column, readLine(cell, max));
  };
  const flag = (column: Column) => take(column, readFlag(text(column)));
  if (row.cells.length > layout.width && row.cells.slice(layout.width).some((cell) => cell.trim() !== "")) {
    const value = shorten(row.cells.slice(layout.width).join(" "), ENTRY_VALUE_MAX);
    const reason = importText("reason.cells", { cells: row.cells.length, columns: layout.width });
    found("error", null, { value, reason, remedy: importText("remedy.quoteCell") });
  }
  const cells: Cells = { text, take };
  const read = {
    line: row.line,
    handle: row.handle,
    title: line("title", 300),
    body: text("body"),
    vendor: line("vendor", 255),
    type: line("type", 255),
    tags: take("tags", readTags(text("tags"))),
    published: flag("published"),
    optionNames: [line("option1Name", 60), line("option2Name", 60), line("option3Name", 60)] as const,
    optionValues: [line("option1Value", 255), line("option2Value", 255), line("option3Value", 255)] as const,
    sku: unguardNumber(line("sku", 255)).replace(/^#?n\/a$/i, ""),
    grams: take("grams", readWhole(text("grams"), "grams")),
    ...readStockPolicy(layout, cells),
    quantity: readQuantity(layout, row, (column, kind, entry) => found(kind, column, entry)),
    price: take("price", readPrice(text("price"))),
    compareAt: take("compareAt", readPrice(text("compareAt"))),
    requiresShipping: flag("requiresShipping"),
    taxable: flag("taxable"),
    barcode: take("barcode", readBarcode(text("barcode"))),
    imageSrc: take("imageSrc", readPicture(text("imageSrc"))),
    imagePosition: take("imagePosition", readWhole(text("imagePosition"), "position")),
    imageAlt: line("imageAlt", 512),
    giftCard: flag("giftCard"),
    seoTitle: line("seoTitle", 300),
    seoDescription: line("seoDescription", 1_000),
    variantImage: take("variantImage", readPicture(text("variantImage"))),
    status: take("status", readStatus(text("status"))),
    category: take("category", readCategory(text("category"))),
    attributes: readAttributes(layout, row, (column, entry) => found("warning", column, entry)),
  };
  return { ...read, broken };
}

function readStatus(text: string): CellRead<ImportRow["status"]> {
  const word = text.trim().toLowerCase();
  if (word === "" || word === "active" || word === "draft" || word === "archived") return { value: word };
  const reason = importText("reason.status");
  if (word === "unlisted") return { value: "draft", warning: { reason, remedy: importText("remedy.draft") } };
  return { value: "", error: { reason, remedy: importText("remedy.status") } };
}

function readCategory(text: string): CellRead<string> {
  const slug = text.trim();
  if (slug === "" || Slug.safeParse(slug).success) return { value: slug };
  return { value: "", error: { reason: importText("reason.category"), remedy: importText("remedy.category") } };
}

/** Spreadsheets shorten long numbers. */
function readBarcode(text: string): CellRead<string> {
  if (text === "") return { value: "" };
  const read = readLine(unguardNumber(text), 100);
  if (!/^\d(\.\d+)?e\+\d+$/i.test(read.value)) return read;
  return { value: read.value, warning: { reason: importText("reason.barcode"), remedy: importText("remedy.barcode") } };
}

function readAttributes(
  layout: Layout,
  row: CsvRow,
  report: (column: string, entry: EntryText) => void,
): RowAttribute[] {
  const attributes: RowAttribute[] = [];
  for (const { name, index, ofVariant } of layout.attributes) {
    const cell = row.cells[index];
    if (cell === undefined || cell === "") continue;
    // PostgreSQL stores any character but this one.
    const value = unguardCell(cell).replaceAll("\u0000", "");
    if (value.length <= ATTRIBUTE_MAX) attributes.push({ name, value, ofVariant });
    else {
      report(name, {
        value: shorten(value, ENTRY_VALUE_MAX),
        reason: importText("reason.tooLong", { length: value.length }),
        remedy: importText("remedy.left"),
      });
    }
  }
  return attributes;
}
