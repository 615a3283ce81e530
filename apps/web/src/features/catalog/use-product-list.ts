"use client";

import type { ProductPage } from "@cartwright/contracts/catalog";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../trpc/react.tsx";
import { usePages } from "../../trpc/use-pages.ts";
import { formatFilters, type ProductFilters } from "./product-filters.ts";

/** Pages that "Load more" adds at most; beyond that a visitor is better served by a filter. */
const PAGES_MAX = 40;

/** The products under some filters. `first` is the page that the server rendered, for the filters that it rendered. */
export function useProductList(filters: ProductFilters, first: { filters: ProductFilters; page: ProductPage }) {
  const { client } = api.useUtils();
  return usePages({
    key: [...getQueryKey(api.catalog.list), formatFilters(filters)],
    initial: formatFilters(filters) === formatFilters(first.filters) ? first.page : null,
    read: (at, signal) => client.catalog.list.query({ ...filters, ...at }, { signal }),
    pagesMax: PAGES_MAX,
  });
}
