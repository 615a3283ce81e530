"use client";

import type { AdminOrderPage } from "@cartwright/contracts/admin";
import { Notice } from "@cartwright/ui/notice";
import { useRef } from "react";
import type { z } from "zod";
import { messageOf } from "../../trpc/failure.ts";
import { ListFoot } from "./list-foot.tsx";
import { LiveState } from "./live-state.tsx";
import { OrderFilters } from "./order-filters.tsx";
import { OrderTable } from "./order-table.tsx";
import { Nothing } from "./panel.tsx";
import type { OrderSearch } from "./order-search.ts";
import { useOrderList } from "./use-order-list.ts";
import { useRowKeys } from "./use-row-keys.ts";

/** All orders: searched, filtered, live, and walked through by keyboard. */
export function OrdersView({ search, initial }: { search: OrderSearch; initial: z.infer<typeof AdminOrderPage> }) {
  const list = useOrderList(search, initial);
  const body = useRef<HTMLTableSectionElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  useRowKeys(body, searchBox);
  return (
    <div className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl">Orders</h1>
        <LiveState state={list.live} />
      </div>
      <OrderFilters search={list.search} onChange={list.setSearch} searchBox={searchBox} />
      {list.error ? (
        <Notice tone="bad" urgent>
          {messageOf(list.error)}
        </Notice>
      ) : null}
      <div
        aria-busy={list.isStale}
        className="overflow-hidden rounded-lg border border-line bg-surface transition-opacity aria-busy:opacity-60"
      >
        {list.orders.length === 0 ? (
          <Nothing>No order fits. Try fewer letters of its number, or the whole e-mail address.</Nothing>
        ) : (
          <OrderTable caption="Orders, newest first" orders={list.orders} fresh={list.fresh} body={body} />
        )}
      </div>
      <ListFoot count={list.orders.length} noun="orders" more={list.more} busy={list.isLoadingMore} />
    </div>
  );
}
