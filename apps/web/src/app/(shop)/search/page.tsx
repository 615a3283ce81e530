import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { ProductBrowser } from "../../../features/catalog/product-browser.tsx";
import { formatFilters, parseFilters } from "../../../features/catalog/product-filters.ts";
import { SearchForm } from "../../../features/catalog/search-form.tsx";
import { visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const PARAMETERS_MAX = 50;

async function readFilters({ searchParams }: PageProps) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(await searchParams).slice(0, PARAMETERS_MAX))
    for (const each of [value ?? []].flat()) search.append(key, each);
  return parseFilters(search);
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const t = getTranslations("productList");
  const { query } = await readFilters(props);
  return { title: query ? t("searchTitle", { query }) : t("allProducts"), robots: { index: false, follow: true } };
}

export default async function SearchPage(props: PageProps) {
  const t = getTranslations("productList");
  const filters = await readFilters(props);
  const page = await (await visitorApi()).catalog.list(filters);
  return (
    <ClientMessages areas={["product", "productList"]}>
      <div className="page pt-8 lg:pt-12">
        <div className="grid gap-6 pb-10 lg:pb-14">
          <h1 className="text-3xl">{filters.query ? t("searchTitle", { query: filters.query }) : t("allProducts")}</h1>
          <SearchForm initial={filters.query ?? ""} />
        </div>
        {/* Another search is another list, with its own first page. */}
        <ProductBrowser key={formatFilters(filters)} fixed={NONE} first={{ filters, page }} withCategories />
      </div>
    </ClientMessages>
  );
}

const NONE = {};
