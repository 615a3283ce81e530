/**
 * The tags of cached public pages. Pages are rendered with them, and the relay names them in `pages` hints when something
 * that they show has changed.
 */
export const productTag = (slug: string): string => `product:${slug}`;

/** Every page that lists products: home, categories, sitemap. */
export const LISTS_TAG = "lists";
