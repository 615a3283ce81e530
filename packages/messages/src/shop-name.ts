/** The brand. It is a name, so it is the same in every language. */
export const SHOP_NAME = "Cartwright";
