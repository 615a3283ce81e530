import { unstable_cache as rememberAs } from "next/cache";
import { readCategories, TAGS } from "../../features/catalog/cached-catalog.ts";
import { INFO_PAGES } from "../../features/shell/info-page.tsx";
import { publicApi, publicOrigin } from "../../trpc/server.ts";

/** Written on request, because a build reads no data; then remembered until lists change. */
export const dynamic = "force-dynamic";

const PAGE = 100;
/** The newest of a large shop; a search engine finds the others through the categories. */
const PRODUCTS_MAX = 2000;

async function readSlugs(): Promise<string[]> {
  const slugs: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { slug: string }[]; nextCursor: string | null } = await publicApi().catalog.list({
      sort: "newest",
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    slugs.push(...page.items.map((item) => item.slug));
    cursor = page.nextCursor;
  } while (cursor !== null && slugs.length < PRODUCTS_MAX);
  return slugs;
}

/** Slugs are of letters, digits and dashes, so nothing in an address needs escaping. */
async function writeSitemap(): Promise<string> {
  const categories = await readCategories();
  const paths = [
    "/",
    ...INFO_PAGES.map((page) => `/${page}`),
    ...categories
      .flatMap(({ slug, children }) => [slug].concat(children.map((child) => child.slug)))
      .map((slug) => `/c/${slug}`),
    ...(await readSlugs()).map((slug) => `/products/${slug}`),
  ];
  const urls = paths.map((path) => `<url><loc>${publicOrigin()}${path}</loc></url>`).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`;
}

const readSitemap = rememberAs(writeSitemap, ["sitemap"], { tags: [TAGS.lists], revalidate: 3600 });

export async function GET(): Promise<Response> {
  return new Response(await readSitemap(), { headers: { "content-type": "application/xml; charset=utf-8" } });
}
