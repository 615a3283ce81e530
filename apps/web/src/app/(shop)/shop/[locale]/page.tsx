import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { readCategories, TAGS, tagPage } from "../../../../features/catalog/cached-catalog.ts";
import { HomeCategories } from "../../../../features/catalog/home/home-categories.tsx";
import { HomeEditorial } from "../../../../features/catalog/home/home-editorial.tsx";
import { HomeHero } from "../../../../features/catalog/home/home-hero.tsx";
import { HomeStory } from "../../../../features/catalog/home/home-story.tsx";
import { JsonLd } from "../../../../features/catalog/json-ld/json-ld.tsx";
import { shopJsonLd } from "../../../../features/catalog/json-ld/page-json-ld.ts";
import { ProductRow } from "../../../../features/catalog/product-row.tsx";
import { publicApi, publicOrigin } from "../../../../trpc/server.ts";
import { localeOf } from "./locale-of.ts";

/** One large, two small. */
const EDITORIAL_SHOWN = 3;
const FEATURED_SHOWN = EDITORIAL_SHOWN + 4;
const NEWEST_SHOWN = 4;

export const metadata: Metadata = { alternates: { canonical: "/" } };

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const locale = await localeOf(params);
  const t = getTranslations("home", locale);
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
  const picks = { title: t("picks.title"), more: { href: "/search", title: t("picks.more") } };
  const isLong = shown.length >= EDITORIAL_SHOWN;
  return (
    <>
      <JsonLd nodes={shopJsonLd(getTranslations("shop", locale)("meta.description"), publicOrigin())} />
      <HomeHero product={hero} />
      {isLong ? (
        <HomeEditorial {...picks} products={shown.slice(0, EDITORIAL_SHOWN)} />
      ) : (
        <ProductRow {...picks} products={shown} />
      )}
      {isLong ? <ProductRow products={shown.slice(EDITORIAL_SHOWN)} /> : null}
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
