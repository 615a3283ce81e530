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
