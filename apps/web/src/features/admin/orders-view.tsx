"use client";

import type { AdminOrderPage } from "@cartwright/contracts/admin";
import { useRef } from "react";
import type { z } from "zod";
import { ListPane } from "./list-pane.tsx";
import { LiveState } from "./live-state.tsx";
import { OrderFilters } from "./order-filters.tsx";
import { OrderTable } from "./order-table.tsx";
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
      <ListPane
        list={list}
        count={list.orders.length}
        noun="orders"
        nothing="No order fits. Try fewer letters of its number, or the whole e-mail address."
      >
        <OrderTable caption="Orders, newest first" orders={list.orders} fresh={list.fresh} body={body} />
      </ListPane>
    </div>
  );
}
