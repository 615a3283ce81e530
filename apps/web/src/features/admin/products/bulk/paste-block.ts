import type { AdminBulkRow } from "@cartwright/contracts/product-bulk";
import { FIELDS, type GridField } from "./grid-cells.ts";

/** About 500 rows of long texts. What is longer was not copied from a table of this size. */
const CHARACTERS_MAX = 1_000_000;

/**
 * A block of cells as spreadsheets copy it: cells between tabs, rows on lines; a cell with a tab, a line break or a quotation mark is in
 * quotation marks, which are doubled inside it.
 */
export function readBlock(text: string): readonly (readonly string[])[] {
  const given = text.slice(0, CHARACTERS_MAX);
  const rows: string[][] = [[]];
  let at = 0;
  while (at < given.length) {
    const row = rows.at(-1) ?? [];
    const quoted = given[at] === '"' ? /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/.exec(given.slice(at)) : null;
    const plain = quoted === null ? (/^[^\t\r\n]*/.exec(given.slice(at))?.[0] ?? "") : "";
    row.push(quoted === null ? plain : (quoted[1] ?? "").replaceAll('""', '"'));
    at += quoted === null ? plain.length : quoted[0].length;
    const end = /^(?:\t|\r\n|\r|\n)/.exec(given.slice(at, at + 2))?.[0] ?? "";
    at += end.length;
    if (end === "\t" && at === given.length) row.push("");
    else if (end !== "" && end !== "\t") rows.push([]);
  }
  // Spreadsheets end the last row with a line break, too.
  return rows.at(-1)?.length === 0 ? rows.slice(0, -1) : rows;
}

/** Whether a text is more than one cell. */
export const isBlock = (text: string): boolean => /[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""));

export interface Pasted {
  readonly changes: readonly { readonly row: AdminBulkRow; readonly field: GridField; readonly text: string }[];
  /** Cells beyond the last row or column. */
  readonly outside: number;
}

/** Lays a block over the grid, from one cell to the right and down. A single cell fills only itself. */
export function pasteBlock(
  rows: readonly AdminBulkRow[],
  from: { readonly row: number; readonly column: number },
  block: readonly (readonly string[])[],
): Pasted {
  let outside = 0;
  const changes = block.flatMap((texts, down) =>
    texts.flatMap((text, right) => {
      const row = rows[from.row + down];
      const field = FIELDS[from.column + right];
      if (row && field) return [{ row, field, text: text.trim() }];
      outside += 1;
      return [];
    }),
  );
  return { changes, outside };
}
