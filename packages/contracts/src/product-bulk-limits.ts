// A file of its own, for pages: an object schema would try to compile code, which their policy forbids.

/** The most variants that are edited at a time. */
export const BULK_VARIANTS_MAX = 500;
