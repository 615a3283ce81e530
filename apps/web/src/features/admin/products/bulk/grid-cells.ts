import { decimalOfMinor } from "@cartwright/contracts/amounts";
import type { AdminBulkRow } from "@cartwright/contracts/product-bulk";

/** The columns that can be edited, from left to right. */
export const FIELDS = ["price", "compareAt", "onHand", "sku", "barcode", "weight"] as const;
export type GridField = (typeof FIELDS)[number];

/** Texts of some cells of one row. */
export type Cells = Readonly<Partial<Record<GridField, string>>>;
/** Texts by variant. A row that is unchanged keeps its object, so that only changed rows are drawn again. */
export type CellsByRow = ReadonlyMap<string, Cells>;

export const NO_CELLS: Cells = {};

/** What a cell shows of the saved variant. */
export function savedText(row: AdminBulkRow, field: GridField): string {
  switch (field) {
    case "price":
      return decimalOfMinor(row.priceMinor, row.currency);
    case "compareAt":
      return row.compareAtMinor === null ? "" : decimalOfMinor(row.compareAtMinor, row.currency);
    case "onHand":
      return String(row.onHand);
    case "sku":
      return row.sku ?? "";
    case "barcode":
      return row.barcode ?? "";
    case "weight":
      return String(row.weightGrams);
  }
}

/** Sets the texts of cells. One that is as saved is no edit. */
export function withEdits(
  edits: CellsByRow,
  changes: readonly { readonly row: AdminBulkRow; readonly field: GridField; readonly text: string }[],
): CellsByRow {
  const next = new Map(edits);
  for (const { row, field, text } of changes) {
    const { [field]: _before, ...others } = next.get(row.variantId) ?? NO_CELLS;
    const cells: Cells = text === savedText(row, field) ? others : { ...others, [field]: text };
    if (Object.keys(cells).length === 0) next.delete(row.variantId);
    else next.set(row.variantId, cells);
  }
  return next;
}

/** The edits that still differ from newer rows. Those of variants that are gone are dropped. */
export function openEdits(edits: CellsByRow, rows: readonly AdminBulkRow[]): CellsByRow {
  return withEdits(
    new Map(),
    rows.flatMap((row) =>
      FIELDS.flatMap((field) => {
        const text = edits.get(row.variantId)?.[field];
        return text === undefined ? [] : [{ row, field, text }];
      }),
    ),
  );
}

/** Of the edited cells, those that someone else has saved since, with their current texts. */
export function savedByOthers(
  edits: CellsByRow,
  before: readonly AdminBulkRow[],
  now: readonly AdminBulkRow[],
): CellsByRow {
  const were = new Map(before.map((row) => [row.variantId, row]));
  return new Map(
    now.flatMap((row) => {
      const was = were.get(row.variantId);
      const edited = edits.get(row.variantId);
      if (!was || !edited) return [];
      const theirs = FIELDS.filter(
        (field) => edited[field] !== undefined && savedText(was, field) !== savedText(row, field),
      );
      return theirs.length === 0
        ? []
        : [[row.variantId, Object.fromEntries(theirs.map((field) => [field, savedText(row, field)]))] as const];
    }),
  );
}
