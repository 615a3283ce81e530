import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { readCategories, TAGS, tagPage } from "../../../../features/catalog/cached-catalog.ts";
import { HomeCategories } from "../../../../features/catalog/home-categories.tsx";
import { HomeHero } from "../../../../features/catalog/home-hero.tsx";
import { HomeStory } from "../../../../features/catalog/home-story.tsx";
import { ProductRow } from "../../../../features/catalog/product-row.tsx";
import { publicApi } from "../../../../trpc/server.ts";
import { localeOf } from "./locale-of.ts";

const FEATURED_SHOWN = 8;
const NEWEST_SHOWN = 4;

export const metadata: Metadata = { alternates: { canonical: "/" } };

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const t = getTranslations("home", await localeOf(params));
  await tagPage(TAGS.home, TAGS.lists);
  const api = publicApi();
  const [featured, newest, categories] = await Promise.all([
    api.catalog.featured(),
    api.catalog.list({ sort: "newest", inStock: true, limit: FEATURED_SHOWN + NEWEST_SHOWN }),
    readCategories(),
  ]);
  // Without a staff selection the page shows new products.
  const [hero, ...chosen] = featured.length > 1 ? featured : newest.items;
  const shown = chosen.slice(0, FEATURED_SHOWN);
  const ids = new Set([hero?.id, ...shown.map((product) => product.id)]);
  return (
    <>
      <HomeHero product={hero} />
      <ProductRow title={t("picks.title")} products={shown} more={{ href: "/search", title: t("picks.more") }} />
      <HomeCategories categories={categories} />
      <HomeStory />
      <ProductRow
        title={t("newest.title")}
        products={newest.items.filter((product) => !ids.has(product.id)).slice(0, NEWEST_SHOWN)}
        more={{ href: "/search?sort=newest", title: t("newest.more") }}
      />
    </>
  );
}
