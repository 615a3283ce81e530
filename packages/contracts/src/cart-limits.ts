/** Different items that one cart holds. */
export const CART_LINES_MAX = 100;
/** Units of one item in a cart. */
export const LINE_QUANTITY_MAX = 999;
