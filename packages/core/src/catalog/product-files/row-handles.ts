import { unguardCell } from "../csv-cells.ts";
import { handleKey, slugOf } from "./handle.ts";
import type { CsvRow } from "./read-csv.ts";
import type { Layout } from "./read-header.ts";

/** A row with the handle of its product, in the form that is compared. Empty when none can be found. */
export interface HandledRow extends CsvRow {
  readonly handle: string;
}

/**
 * Finds the product of each row in the order of the file. A row without a handle belongs to the product above; with a title
 * of its own it begins one, named by its title.
 */
export function createHandles(layout: Layout): (row: CsvRow) => HandledRow {
  const handleAt = layout.columns.get("handle");
  const titleAt = layout.columns.get("title");
  let handle = "";
  let title = "";
  return ({ line, cells }) => {
    if (handleAt === undefined) return { line, cells, handle: "" };
    const given = handleKey(unguardCell(cells[handleAt] ?? ""));
    const ownTitle = titleAt === undefined ? "" : unguardCell(cells[titleAt] ?? "").trim();
    if (given !== "") {
      if (given !== handle) title = "";
      handle = given;
    } else if (ownTitle !== "" && ownTitle !== title) handle = slugOf(ownTitle) || handle;
    if (ownTitle !== "") title = ownTitle;
    return { line, cells, handle };
  };
}
