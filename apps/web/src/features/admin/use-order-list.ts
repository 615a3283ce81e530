"use client";

import type { AdminOrderPage, AdminOrderRow } from "@cartwright/contracts/admin";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import type { WatchState } from "@cartwright/realtime/client";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../../trpc/react.tsx";
import { type OrderSearch, orderSearchPath, toListInput } from "./order-search.ts";
import { useListAddress } from "./use-list-address.ts";
import { useOrderFeed } from "./use-order-feed.ts";
import { useSettled } from "./use-settled.ts";

const PAGE = 50;
/** All loaded pages are read again when something happens; who wants more than 500 orders narrows the search. */
const PAGES_MAX = 10;
const POLL_WHILE_DOWN_MS = 5_000;

export interface OrderListState {
  readonly search: OrderSearch;
  readonly setSearch: (search: OrderSearch) => void;
  readonly orders: readonly AdminOrderRow[];
  /** Numbers of orders that came in since the page was opened. */
  readonly fresh: ReadonlySet<string>;
  /** None when everything stands there. */
  readonly more: (() => void) | null;
  readonly isLoadingMore: boolean;
  /** What is shown belongs to the search before. */
  readonly isStale: boolean;
  readonly error: unknown;
  readonly live: WatchState;
}

/** The narrowed list, page by page, kept up to date. The address follows the search, so that it can be shared. */
export function useOrderList(asked: OrderSearch, initial: z.infer<typeof AdminOrderPage>): OrderListState {
  const [search, setSearch] = useState(asked);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(() => new Set());
  const applied = useSettled(search);
  useListAddress(orderSearchPath(search));
  const utils = api.useUtils();
  const live = useOrderFeed(
    () => void utils.admin.orders.list.invalidate(),
    (event) => {
      if (event.type === "order.created") setFresh((known) => new Set([...known, event.number]));
    },
  );
  const list = useInfiniteQuery({
    // Not the library's own infinite hook: it sends a `direction` that the contract, being strict, refuses.
    queryKey: [...getQueryKey(api.admin.orders.list), "pages", orderSearchPath(applied)],
    queryFn: ({ pageParam, signal }) =>
      utils.client.admin.orders.list.query(
        { ...toListInput(applied), limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page, pages) => (pages.length < PAGES_MAX ? page.nextCursor : null),
    placeholderData: keepPreviousData,
    refetchInterval: live === "live" ? false : POLL_WHILE_DOWN_MS,
    ...(orderSearchPath(applied) === orderSearchPath(asked)
      ? { initialData: { pages: [initial], pageParams: [null] } }
      : {}),
  });

  return {
    search,
    setSearch,
    orders: list.data?.pages.flatMap((page) => page.items) ?? [],
    fresh,
    more: list.hasNextPage ? () => void list.fetchNextPage() : null,
    isLoadingMore: list.isFetchingNextPage,
    isStale: list.isPlaceholderData || applied !== search,
    error: list.error,
    live,
  };
}
