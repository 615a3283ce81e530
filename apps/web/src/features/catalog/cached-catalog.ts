import { unstable_cache as rememberAs } from "next/cache";
import { toShopFacts } from "../shell/shop-facts.ts";
import { publicApi } from "../../trpc/server.ts";

/**
 * Tags under which public pages are kept, and by which they are invalidated: whoever changes a product announces
 * `product:{slug}` or `product:{id}`; whoever changes what lists show announces `lists`; the home page has its own, too.
 */
export const TAGS = {
  home: "home",
  lists: "lists",
  product: (slugOrId: string) => `product:${slugOrId}`,
} as const;

/** The categories, for the menu of every page: read once, then kept until lists change. */
export const readCategories = rememberAs(() => publicApi().catalog.categories(), ["categories"], {
  tags: [TAGS.lists],
  revalidate: false,
});

/** The collections in the menu of every page: kept as the categories are. */
export const readNavigation = rememberAs(() => publicApi().catalog.collections(), ["navigation"], {
  tags: [TAGS.lists],
  revalidate: false,
});

/** How long shipping and payment in the footer may be out of date, in seconds: as long as a public page (its layout). */
const FACTS_SECONDS = 300;

/** Shipping and payment, for the footer of every page. */
export const readFacts = rememberAs(
  async () => {
    const { shop } = publicApi();
    return toShopFacts(await shop.delivery({}), await shop.config());
  },
  ["facts"],
  { tags: [TAGS.lists], revalidate: FACTS_SECONDS },
);

/**
 * Puts the page that is being rendered under some tags. Remembering nothing under them does it: a page inherits the tags
 * of all data that it reads.
 */
export async function tagPage(...tags: string[]): Promise<void> {
  await rememberAs(async () => true, ["tags", ...tags], { tags, revalidate: false })();
}
