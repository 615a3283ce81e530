"use client";

import type { AdminOrderPage, AdminOrderRow } from "@cartwright/contracts/admin";
import { keepPreviousData } from "@tanstack/react-query";
import type { WatchState } from "@cartwright/realtime/client";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { api } from "../../trpc/react.tsx";
import { type OrderSearch, orderSearchPath, toListInput } from "./order-search.ts";
import { useOrderFeed } from "./use-order-feed.ts";

const PAGE = 50;
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
  const utils = api.useUtils();
  const live = useOrderFeed(
    () => void utils.admin.orders.list.invalidate(),
    (event) => {
      if (event.type === "order.created") setFresh((known) => new Set([...known, event.number]));
    },
  );
  const list = api.admin.orders.list.useInfiniteQuery(
    { ...toListInput(applied), limit: PAGE },
    {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: live === "live" ? false : POLL_WHILE_DOWN_MS,
      ...(applied === asked ? { initialData: { pages: [initial], pageParams: [undefined] } } : {}),
    },
  );
  useEffect(() => window.history.replaceState(null, "", orderSearchPath(applied)), [applied]);

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

const SETTLE_MS = 180;

/** The value once it has stopped changing, so that not every letter is a question. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
