"use client";

import type { ProductPage, ProductSort } from "@cartwright/contracts/catalog";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Dialog } from "@cartwright/ui/dialog";
import { EmptyState } from "@cartwright/ui/empty-state";
import { Notice } from "@cartwright/ui/notice";
import { LoadMore } from "@cartwright/ui/pagination";
import { Select } from "@cartwright/ui/select";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { FilterPanel } from "./filter-panel.tsx";
import { CARD_GRID, ProductCard } from "./product-card.tsx";
import { countFilters, parseSort, type ProductFilters } from "./product-filters.ts";
import { useProductList } from "./use-product-list.ts";
import { useUrlFilters } from "./use-url-filters.ts";

/** From here on the total is a lower bound. */
const TOTAL_EXACT_MAX = 10_000;
/** Cards in the first rows, whose pictures are loaded at once. */
const EAGER_CARDS = 4;

const SORTS: readonly ProductSort[] = ["relevance", "featured", "newest", "price_asc", "price_desc"];

interface ProductBrowserProps {
  /** Filters of the page itself, such as its category. Visitors cannot change them. */
  fixed: ProductFilters;
  /** The page that the server rendered, and its filters. */
  first: { filters: ProductFilters; page: ProductPage };
  /** Whether categories are among the filters. */
  withCategories?: boolean;
  /** Whether the list has an order of its own: a collection by hand. */
  hasOrder?: boolean;
}

/** A list of products with its filters, sorting and "Load more". */
export function ProductBrowser({ fixed, first, withCategories = false, hasOrder = false }: ProductBrowserProps) {
  const t = useTranslations("productList");
  const common = useTranslations("common");
  const errorMessage = useErrorMessage();
  const { filters, setFilters } = useUrlFilters(first.filters, fixed);
  const list = useProductList(filters, first);
  const [panelOpen, setPanelOpen] = useState(false);

  const latest = list.firstPage ?? first.page;
  const total =
    latest.total >= TOTAL_EXACT_MAX
      ? t("list.countMany", { count: TOTAL_EXACT_MAX })
      : t("list.count", { count: latest.total });
  const active = countFilters(filters);
  const panel = (
    <FilterPanel facets={latest.facets} filters={filters} withCategories={withCategories} onChange={setFilters} />
  );

  return (
    <div className="lg:grid lg:grid-cols-[15rem_1fr] lg:gap-12">
      <aside aria-label={t("filters.title")} className="hidden lg:block">
        {panel}
      </aside>
      <div className="grid min-w-0 content-start gap-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <output aria-live="polite" className="figures text-sm text-muted">
            {list.isStale ? t("list.loading") : total}
          </output>
          <div className="flex items-center gap-2">
            <Button variant="secondary" size="md" className="lg:hidden" onClick={() => setPanelOpen(true)}>
              <SlidersHorizontal aria-hidden="true" className="size-4" />
              {active > 0 ? t("filters.titleWithCount", { count: active }) : t("filters.title")}
            </Button>
            <SortSelect filters={filters} hasOrder={hasOrder} onChange={setFilters} />
          </div>
        </div>
        {latest.corrected && list.items.length > 0 ? <Notice>{t("list.closest")}</Notice> : null}
        {list.error ? (
          <Notice
            tone="bad"
            urgent
            action={
              <Button variant="secondary" size="sm" onClick={list.retry}>
                {common("tryAgain")}
              </Button>
            }
          >
            {errorMessage(list.error)}
          </Notice>
        ) : null}
        {list.items.length === 0 && !list.isStale && !list.error ? (
          <NothingFound filters={filters} onClear={() => setFilters(fixed)} />
        ) : (
          <ProductCards list={list} total={total} />
        )}
      </div>
      <Dialog
        open={panelOpen}
        onClose={() => setPanelOpen(false)}
        title={t("filters.title")}
        placement="side"
        footer={
          <Button className="w-full" onClick={() => setPanelOpen(false)}>
            {t("list.show", { total })}
          </Button>
        }
      >
        {panel}
      </Dialog>
    </div>
  );
}

function ProductCards({ list, total }: { list: ReturnType<typeof useProductList>; total: string }) {
  const t = useTranslations("productList");
  return (
    <>
      <ul
        aria-busy={list.isStale}
        className={classNames(CARD_GRID, list.isStale && "opacity-50", "transition-opacity")}
      >
        {list.items.map((product, index) => (
          <li key={product.id}>
            <ProductCard product={product} as="h2" priority={index < EAGER_CARDS} />
          </li>
        ))}
      </ul>
      <LoadMore
        status={t("list.shown", { shown: list.items.length, total })}
        busy={list.isLoadingMore}
        onMore={list.more}
      />
    </>
  );
}

interface SortSelectProps {
  filters: ProductFilters;
  hasOrder: boolean;
  onChange: (filters: ProductFilters) => void;
}

function SortSelect({ filters, hasOrder, onChange }: SortSelectProps) {
  const t = useTranslations("productList");
  const isSearch = Boolean(filters.query);
  const usual = isSearch ? "relevance" : hasOrder ? "featured" : "newest";
  const sorts = SORTS.filter((sort) => (sort === "relevance" || sort === "featured" ? sort === usual : true));
  const chosen = filters.sort !== undefined && sorts.includes(filters.sort) ? filters.sort : usual;
  return (
    <Select
      aria-label={t("sort.label")}
      value={chosen}
      onChange={(event) => {
        const sort = parseSort(event.target.value);
        if (sort) onChange({ ...filters, sort });
      }}
      className="w-auto text-sm"
    >
      {sorts.map((sort) => (
        <option key={sort} value={sort}>
          {t(`sort.${sort}`)}
        </option>
      ))}
    </Select>
  );
}

function NothingFound({ filters, onClear }: { filters: ProductFilters; onClear: () => void }) {
  const t = useTranslations("productList");
  return (
    <EmptyState
      title={filters.query ? t("empty.query", { query: filters.query }) : t("empty.title")}
      action={
        <Button variant="secondary" onClick={onClear}>
          {t("empty.clear")}
        </Button>
      }
    >
      {countFilters(filters) > 0 ? t("empty.withFilters") : t("empty.withoutFilters")}
    </EmptyState>
  );
}
