"use client";

import type { ProductPage } from "@cartwright/contracts/catalog";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../trpc/react.tsx";
import { formatFilters, type ProductFilters } from "./product-filters.ts";

/** Pages that "Load more" adds at most; beyond that a visitor is better served by a filter. */
const PAGES_MAX = 40;

/**
 * The list under some filters, page by page. While other filters load, the old list stays on screen (`isPlaceholderData`).
 * `first` is the page that the server rendered, for the filters that it rendered.
 */
export function useProductList(filters: ProductFilters, first: { filters: ProductFilters; page: ProductPage }) {
  const client = api.useUtils().client;
  const known = formatFilters(filters) === formatFilters(first.filters);
  return useInfiniteQuery({
    // Not the library's own infinite hook: it sends a `direction` that the contract, being strict, refuses.
    queryKey: [...getQueryKey(api.catalog.list), "pages", formatFilters(filters)],
    queryFn: ({ pageParam, signal }) =>
      client.catalog.list.query({ ...filters, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page, pages) => (pages.length < PAGES_MAX ? page.nextCursor : null),
    placeholderData: keepPreviousData,
    ...(known ? { initialData: { pages: [first.page], pageParams: [null] } } : {}),
  });
}
