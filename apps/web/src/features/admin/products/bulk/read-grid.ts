import { parseMinor } from "@cartwright/contracts/amounts";
import type { AdminBulkChange, AdminBulkRow } from "@cartwright/contracts/product-bulk";
import { type Cells, type CellsByRow, type GridField, NO_CELLS, savedText } from "./grid-cells.ts";

/** What is wrong with a cell; `adminBulk.invalid` has the messages. */
export type CellError = "price" | "compareAt" | "onHand" | "weight" | "long" | "skuTwice";
export type RowErrors = Readonly<Partial<Record<GridField, CellError>>>;

export interface GridReading {
  /** The rows that changed and can be saved. */
  readonly changes: readonly AdminBulkChange[];
  /** By variant. */
  readonly errors: ReadonlyMap<string, RowErrors>;
}

const CODE_MAX = 100;
const GRAMS_MAX = 10_000_000;
const ON_HAND_MAX = 10_000_000;

/** A number as spreadsheets write it: without its currency and the spaces between thousands. */
const bare = (text: string) => text.replace(/[\p{Sc}\s]/gu, "");

/** An amount, with a point or a comma before its decimals. */
const minorOf = (text: string, { currency }: AdminBulkRow) => parseMinor(bare(text).replace(",", "."), currency);

function wholeOf(text: string, max: number): number | null {
  const digits = bare(text);
  const value = /^\d{1,8}$/.test(digits) ? Number(digits) : null;
  return value === null || value > max ? null : value;
}

type Change = Omit<AdminBulkChange, "variantId" | "productId" | "version">;

function readRow(row: AdminBulkRow, cells: Cells): { change: Change; errors: RowErrors } {
  const change: Change = {};
  const errors: Partial<Record<GridField, CellError>> = {};
  const { price, compareAt, onHand, sku, barcode, weight } = cells;
  if (price !== undefined) {
    const minor = minorOf(price, row);
    if (minor === null) errors.price = "price";
    else change.priceMinor = minor;
  }
  if (compareAt !== undefined) {
    const minor = compareAt.trim() === "" ? undefined : minorOf(compareAt, row);
    if (minor === null) errors.compareAt = "compareAt";
    else change.compareAtMinor = minor ?? null;
  }
  if (onHand !== undefined) {
    const to = wholeOf(onHand, ON_HAND_MAX);
    if (to === null) errors.onHand = "onHand";
    else if (to !== row.onHand) change.onHand = { to, seen: row.onHand };
  }
  for (const [field, text] of [["sku", sku] as const, ["barcode", barcode] as const]) {
    if (text === undefined) continue;
    const code = text.trim();
    if (code.length > CODE_MAX) errors[field] = "long";
    else change[field] = code === "" ? null : code;
  }
  if (weight !== undefined) {
    const grams = wholeOf(weight, GRAMS_MAX);
    if (grams === null) errors.weight = "weight";
    else change.weightGrams = grams;
  }
  return { change, errors };
}

/** SKUs that more than one row would have. */
function repeatedSkus(rows: readonly AdminBulkRow[], edits: CellsByRow): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const row of rows) {
    const sku = (edits.get(row.variantId)?.sku ?? savedText(row, "sku")).trim();
    if (sku === "") continue;
    if (seen.has(sku)) repeated.add(sku);
    seen.add(sku);
  }
  return repeated;
}

/** Reads the edited cells: what to save of each row, and what is wrong with which cell. A row with an error is not among the changes. */
export function readGrid(rows: readonly AdminBulkRow[], edits: CellsByRow): GridReading {
  const repeated = repeatedSkus(rows, edits);
  const changes: AdminBulkChange[] = [];
  const errors = new Map<string, RowErrors>();
  for (const row of rows) {
    const cells = edits.get(row.variantId) ?? NO_CELLS;
    const reading = readRow(row, cells);
    const { sku } = cells;
    const found: RowErrors =
      sku !== undefined && repeated.has(sku.trim()) ? { ...reading.errors, sku: "skuTwice" } : reading.errors;
    if (Object.keys(found).length > 0) errors.set(row.variantId, found);
    else if (Object.keys(reading.change).length > 0) {
      const { variantId, productId, version } = row;
      changes.push({ variantId, productId, version, ...reading.change });
    }
  }
  return { changes, errors };
}

/** How much a save changes. */
export interface GridCounts {
  readonly variants: number;
  readonly products: number;
  readonly prices: number;
  readonly stock: number;
  /** SKUs, barcodes and weights. */
  readonly others: number;
}

/** Counts what is in the rows of a save. */
export function countChanges(changes: readonly AdminBulkChange[]): GridCounts {
  const has = (test: (change: AdminBulkChange) => boolean) => changes.filter(test).length;
  return {
    variants: changes.length,
    products: new Set(changes.map(({ productId }) => productId)).size,
    prices: has(({ priceMinor, compareAtMinor }) => priceMinor !== undefined || compareAtMinor !== undefined),
    stock: has(({ onHand }) => onHand !== undefined),
    others: has(
      ({ sku, barcode, weightGrams }) => sku !== undefined || barcode !== undefined || weightGrams !== undefined,
    ),
  };
}

const FIELD_OF: Readonly<Record<string, GridField>> = {
  priceMinor: "price",
  compareAtMinor: "compareAt",
  onHand: "onHand",
  sku: "sku",
  barcode: "barcode",
  weightGrams: "weight",
};

/** What the server refused: by variant, the message of the row or of its cells. */
export type Refusals = ReadonlyMap<string, { readonly row?: string; readonly cells: Cells }>;

/** Puts the server's messages (`rows.3.sku`) at the rows that were sent. */
export function refusalsOf(sent: readonly AdminBulkChange[], fields: Readonly<Record<string, string>>): Refusals {
  const found = new Map<string, { row?: string; cells: Cells }>();
  for (const [path, message] of Object.entries(fields)) {
    const [area, index, name = ""] = path.split(".");
    const change = area === "rows" ? sent[Number(index)] : undefined;
    if (!change) continue;
    const known = found.get(change.variantId) ?? { cells: NO_CELLS };
    const field = FIELD_OF[name];
    found.set(
      change.variantId,
      field === undefined ? { ...known, row: message } : { ...known, cells: { ...known.cells, [field]: message } },
    );
  }
  return found;
}
