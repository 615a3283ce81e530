"use client";

import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

export interface AnyPage {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

interface PagesOptions<Page> {
  readonly key: QueryKey;
  /** The first page as the server rendered it; null if that was for another query. */
  readonly initial: Page | null;
  /** Reads the page at a cursor, or the first one without it. The part can be spread into a procedure's input. */
  readonly read: (at: { readonly cursor?: string }, signal: AbortSignal) => Promise<Page>;
  /** How many pages are shown at most: all that are loaded are read again when something changes. */
  readonly pagesMax: number;
  readonly refetchMs?: number | false;
}

/**
 * A list that grows page by page on demand. While another key loads, the old list stays on screen. Not the tRPC library's
 * own infinite hook: that one sends a `direction`, which our strict contracts refuse.
 */
export function usePages<Page extends AnyPage>({
  key,
  initial,
  read,
  pagesMax,
  refetchMs = false,
}: PagesOptions<Page>) {
  const query = useInfiniteQuery({
    queryKey: [...key, "pages"],
    queryFn: ({ pageParam, signal }) => read(pageParam === null ? {} : { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page, pages) => (pages.length < pagesMax ? page.nextCursor : null),
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs,
    ...(initial === null ? {} : { initialData: { pages: [initial], pageParams: [null] } }),
  });
  const pages = query.data?.pages ?? [];

  return {
    /** Null until it has been read. */
    firstPage: pages[0] ?? null,
    items: pages.flatMap<Page["items"][number]>((page) => page.items),
    /** Null when everything is shown. */
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    isLoadingMore: query.isFetchingNextPage,
    /** What is shown belongs to the key before, or nothing has been read yet. */
    isStale: query.isPlaceholderData || query.isLoading,
    error: query.error,
    retry: () => void query.refetch(),
  };
}
