/**
 * Spreadsheets take a cell that begins with one of these for a formula, and a formula can do harm. Such a cell is written
 * with an apostrophe in front, which spreadsheets hide, and read without it. A text that has apostrophes of its own there
 * gets one more, so that what was written is read back exactly.
 */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** A text as a cell of an export. */
export const guardCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A cell as it was meant: the reverse of {@link guardCell}. */
export const unguardCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
