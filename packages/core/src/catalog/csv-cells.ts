import { stringify } from "csv-stringify/sync";

/**
 * Spreadsheets treat a cell that starts with one of these as a formula, which can do harm. Such a cell is written with a
 * leading apostrophe, which spreadsheets hide, and read without it. A text that has leading apostrophes of its own gets one
 * more, so that it is read back exactly.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** A text as a cell of an export. */
export const guardCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text of a cell: the reverse of {@link guardCell}. */
export const unguardCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

/**
 * A number that is a name, such as a SKU or a barcode. Shopify writes an apostrophe before it, so that spreadsheets do not
 * shorten it.
 */
export const unguardNumber = (cell: string): string => cell.replace(/^'(?='*\d+$)/, "");

/** The reverse of {@link unguardNumber}: a text that is an apostrophe and digits in truth gets one more. */
export const guardNumber = (text: string): string => (/^'+\d+$/.test(text) ? `'${text}` : text);

/** A negative amount such as `-12.50` is a number to a spreadsheet, and does no harm. */
const AMOUNT = /^-\d+(\.\d+)?$/;

/** Rows as lines of a CSV file, each cell guarded unless it is an amount. */
export const toLines = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((cells) => cells.map((cell) => (AMOUNT.test(cell) ? cell : guardCell(cell)))),
    { quoted_match: /^\s|\s$|\r/ },
  );
