/** The most addresses in one file, by the protocol of sitemaps.org. */
export const URLS_MAX = 50_000;

const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A path of the shop and when its page changed last. Paths consist of letters, digits, dashes and slashes. */
export interface MappedPage {
  readonly path: string;
  readonly changedAt?: Date;
}

const lastmod = (at: Date | undefined) => (at === undefined ? "" : `<lastmod>${at.toISOString()}</lastmod>`);

/** One file: the addresses of at most 50,000 pages. `origin` is the shop's, such as `https://shop.example`. */
export function sitemapXml(origin: string, pages: readonly MappedPage[]): string {
  const urls = pages.map(({ path, changedAt }) => `<url><loc>${origin}${path}</loc>${lastmod(changedAt)}</url>`);
  return `${HEAD}<urlset xmlns="${NAMESPACE}">\n${urls.join("\n")}\n</urlset>\n`;
}

/** The index of all files. */
export function sitemapIndexXml(
  origin: string,
  files: readonly { readonly name: string; readonly writtenAt: Date }[],
): string {
  const entries = files.map(
    ({ name, writtenAt }) => `<sitemap><loc>${origin}/sitemaps/${name}.xml</loc>${lastmod(writtenAt)}</sitemap>`,
  );
  return `${HEAD}<sitemapindex xmlns="${NAMESPACE}">\n${entries.join("\n")}\n</sitemapindex>\n`;
}
