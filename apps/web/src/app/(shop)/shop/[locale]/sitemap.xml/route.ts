import { readCategories, TAGS, tagPage } from "../../../../../features/catalog/cached-catalog.ts";
import { publicApi, publicOrigin } from "../../../../../trpc/server.ts";

export const dynamic = "force-static";
export const revalidate = 3600;
export const generateStaticParams = () => [];

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
export async function GET(): Promise<Response> {
  await tagPage(TAGS.lists);
  const categories = await readCategories();
  const paths = [
    "/",
    ...categories.flatMap((category) => [category, ...category.children]).map(({ slug }) => `/c/${slug}`),
    ...(await readSlugs()).map((slug) => `/products/${slug}`),
  ];
  const urls = paths.map((path) => `<url><loc>${publicOrigin()}${path}</loc></url>`).join("\n");
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
    { headers: { "content-type": "application/xml; charset=utf-8" } },
  );
}
