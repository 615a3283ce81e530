/** The shop's information pages: `/contact` and so on. */
export const INFO_PAGES = ["contact", "privacy", "terms", "imprint", "returns"] as const;
export type InfoPage = (typeof INFO_PAGES)[number];

/** The home page and the information pages: what a sitemap names besides products, categories and collections. */
export const INFO_PATHS: readonly string[] = ["/", ...INFO_PAGES.map((page) => `/${page}`)];
