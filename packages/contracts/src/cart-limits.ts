/** The most lines in one cart. */
export const CART_LINES_MAX = 100;
/** The most units of one line. */
export const LINE_QUANTITY_MAX = 999;
