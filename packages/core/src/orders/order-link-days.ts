/**
 * How long a mailed link opens its order, and how long whoever opened it, or placed it as a guest, sees the order without opening a link
 * again. Whoever needs it later has a new one mailed.
 */
export const ORDER_LINK_DAYS = 60;
