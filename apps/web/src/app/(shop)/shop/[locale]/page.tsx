import type { Metadata } from "next";
import { readCategories, TAGS, tagPage } from "../../../../features/catalog/cached-catalog.ts";
import { HomeCategories } from "../../../../features/catalog/home-categories.tsx";
import { HomeHero } from "../../../../features/catalog/home-hero.tsx";
import { HomeStory } from "../../../../features/catalog/home-story.tsx";
import { ProductRow } from "../../../../features/catalog/product-row.tsx";
import { publicApi } from "../../../../trpc/server.ts";

const FEATURED_SHOWN = 8;
const NEWEST_SHOWN = 4;

export const metadata: Metadata = { alternates: { canonical: "/" } };

export default async function HomePage() {
  await tagPage(TAGS.home, TAGS.lists);
  const api = publicApi();
  const [featured, newest, categories] = await Promise.all([
    api.catalog.featured(),
    api.catalog.list({ sort: "newest", inStock: true, limit: FEATURED_SHOWN + NEWEST_SHOWN }),
    readCategories(),
  ]);
  // A shop whose staff has chosen nothing yet shows what is new.
  const [hero, ...chosen] = featured.length > 1 ? featured : newest.items;
  const shown = chosen.slice(0, FEATURED_SHOWN);
  const ids = new Set([hero?.id, ...shown.map((product) => product.id)]);
  return (
    <>
      <HomeHero product={hero} />
      <ProductRow title="Chosen this month" products={shown} more={{ href: "/search", title: "See everything" }} />
      <HomeCategories categories={categories} />
      <HomeStory />
      <ProductRow
        title="Just in"
        products={newest.items.filter((product) => !ids.has(product.id)).slice(0, NEWEST_SHOWN)}
        more={{ href: "/search?sort=newest", title: "All new things" }}
      />
    </>
  );
}
