"use client";

import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useListAddress } from "./use-list-address.ts";
import { useSettled } from "./use-settled.ts";

/** All loaded pages are read again when something happens; who wants more narrows the search. */
const PAGES_MAX = 10;

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface PagedListOptions<Search, Item> {
  readonly key: QueryKey;
  /** What the page was opened with, and the first items for it. */
  readonly asked: Search;
  readonly initial: Page<Item>;
  /** The address of a search; it names the search among others, too. */
  readonly pathOf: (search: Search) => string;
  readonly read: (search: Search, cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>;
}

/** A narrowed list, page by page. The address follows the search, so that it can be shared. */
export function usePagedList<Search, Item>({ key, asked, initial, pathOf, read }: PagedListOptions<Search, Item>) {
  const [search, setSearch] = useState(asked);
  const applied = useSettled(search);
  const path = pathOf(applied);
  useListAddress(pathOf(search));
  const list = useInfiniteQuery({
    queryKey: [...key, "pages", path],
    queryFn: ({ pageParam, signal }) => read(applied, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page, pages) => (pages.length < PAGES_MAX ? page.nextCursor : null),
    placeholderData: keepPreviousData,
    ...(path === pathOf(asked) ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
  });

  return {
    search,
    setSearch,
    items: list.data?.pages.flatMap((page) => page.items) ?? [],
    /** None when everything stands there. */
    more: list.hasNextPage ? () => void list.fetchNextPage() : null,
    isLoadingMore: list.isFetchingNextPage,
    /** What is shown belongs to the search before. */
    isStale: list.isPlaceholderData || applied !== search,
    error: list.error,
  };
}
