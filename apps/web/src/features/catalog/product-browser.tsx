"use client";

import type { ProductPage, ProductSort } from "@cartwright/contracts/catalog";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Dialog } from "@cartwright/ui/dialog";
import { EmptyState } from "@cartwright/ui/empty-state";
import { Notice } from "@cartwright/ui/notice";
import { LoadMore } from "@cartwright/ui/pagination";
import { Select } from "@cartwright/ui/select";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { FilterPanel } from "./filter-panel.tsx";
import { CARD_GRID, ProductCard } from "./product-card.tsx";
import { countFilters, parseSort, type ProductFilters } from "./product-filters.ts";
import { useProductList } from "./use-product-list.ts";
import { useUrlFilters } from "./use-url-filters.ts";

/** From here on a total stands for "more". */
const TOTAL_EXACT_MAX = 10_000;
/** Cards of the first rows, whose pictures are wanted at once. */
const EAGER_CARDS = 4;

const SORTS: readonly { value: ProductSort; label: string }[] = [
  { value: "relevance", label: "Best match" },
  { value: "newest", label: "Newest" },
  { value: "price_asc", label: "Price, low to high" },
  { value: "price_desc", label: "Price, high to low" },
];

interface ProductBrowserProps {
  /** What the page itself narrows by, such as its category; not for the visitor to change. */
  fixed: ProductFilters;
  /** What the server rendered, and for which filters. */
  first: { filters: ProductFilters; page: ProductPage };
  /** Whether categories are among the filters. */
  withCategories?: boolean;
}

const counted = (total: number) =>
  total >= TOTAL_EXACT_MAX
    ? "10,000+ products"
    : `${total.toLocaleString("en")} ${total === 1 ? "product" : "products"}`;

/** A list of products with its filters, sorting and "Load more". */
export function ProductBrowser({ fixed, first, withCategories = false }: ProductBrowserProps) {
  const { filters, setFilters } = useUrlFilters(first.filters, fixed);
  const list = useProductList(filters, first);
  const [panelOpen, setPanelOpen] = useState(false);

  const latest = list.firstPage ?? first.page;
  const total = counted(latest.total);
  const active = countFilters(filters);
  const panel = (
    <FilterPanel facets={latest.facets} filters={filters} withCategories={withCategories} onChange={setFilters} />
  );

  return (
    <div className="lg:grid lg:grid-cols-[15rem_1fr] lg:gap-12">
      <aside aria-label="Filters" className="hidden lg:block">
        {panel}
      </aside>
      <div className="grid min-w-0 content-start gap-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <output aria-live="polite" className="figures text-sm text-muted">
            {list.isStale ? "Looking…" : total}
          </output>
          <div className="flex items-center gap-2">
            <Button variant="secondary" size="md" className="lg:hidden" onClick={() => setPanelOpen(true)}>
              <SlidersHorizontal aria-hidden="true" className="size-4" />
              Filters{active > 0 ? ` (${active})` : ""}
            </Button>
            <SortSelect filters={filters} onChange={setFilters} />
          </div>
        </div>
        {latest.corrected && list.items.length > 0 ? (
          <Notice>Nothing matched exactly. These are the closest results.</Notice>
        ) : null}
        {list.error ? (
          <Notice
            tone="bad"
            urgent
            action={
              <Button variant="secondary" size="sm" onClick={list.retry}>
                Try again
              </Button>
            }
          >
            {messageOf(list.error)}
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
        title="Filters"
        placement="side"
        footer={
          <Button className="w-full" onClick={() => setPanelOpen(false)}>
            Show {total}
          </Button>
        }
      >
        {panel}
      </Dialog>
    </div>
  );
}

function ProductCards({ list, total }: { list: ReturnType<typeof useProductList>; total: string }) {
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
      <LoadMore shown={list.items.length} total={total} busy={list.isLoadingMore} onMore={list.more} />
    </>
  );
}

function SortSelect({ filters, onChange }: { filters: ProductFilters; onChange: (filters: ProductFilters) => void }) {
  const sorts = filters.query ? SORTS : SORTS.filter(({ value }) => value !== "relevance");
  return (
    <Select
      aria-label="Sort"
      value={filters.sort ?? (filters.query ? "relevance" : "newest")}
      onChange={(event) => {
        const sort = parseSort(event.target.value);
        if (sort) onChange({ ...filters, sort });
      }}
      className="w-auto text-sm"
    >
      {sorts.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}

function NothingFound({ filters, onClear }: { filters: ProductFilters; onClear: () => void }) {
  return (
    <EmptyState
      title={filters.query ? `Nothing for “${filters.query}”` : "Nothing here"}
      action={
        <Button variant="secondary" onClick={onClear}>
          Clear everything
        </Button>
      }
    >
      {countFilters(filters) > 0
        ? "No product matches all of these filters. Remove one."
        : "Try another word, or browse the categories."}
    </EmptyState>
  );
}
