/** What of a line is still to be packed, for statements of the back office. */
export { OPEN_UNITS } from "./after-sale.sql.ts";
