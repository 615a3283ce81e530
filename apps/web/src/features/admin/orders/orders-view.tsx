"use client";

import type { AdminOrderPage } from "@cartwright/contracts/admin";
import type { OrderNumber } from "@cartwright/contracts/ids";
import { listFilePath } from "@cartwright/contracts/list-files";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import Link from "next/link";
import { useState } from "react";
import type { z } from "zod";
import { api } from "../../../trpc/react.tsx";
import { LIST_COLUMNS, type ListSetup } from "@cartwright/contracts/list-setup";
import { ListBar } from "../views/list-bar.tsx";
import { useListSetup } from "../views/use-list-setup.ts";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { LiveState } from "../shell/live-state.tsx";
import { areAllChosen, withChoice } from "../shell/row-choice.tsx";
import { useChoiceKeys } from "../shell/use-choice-keys.ts";
import { SelectionBar } from "./order-selection.tsx";
import { OrderFilters } from "./order-filters.tsx";
import { type OrderSearch, orderSearchPath, readOrderSearch, toOrderInput } from "./order-search.ts";
import { OrderTable } from "./order-table.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { useOrderFeed } from "./use-order-feed.ts";

const POLL_WHILE_DOWN_MS = 5_000;

interface OrdersViewProps {
  search: OrderSearch;
  initial: z.infer<typeof AdminOrderPage>;
  setup: ListSetup;
  mayFulfil: boolean;
  mayEdit: boolean;
}

/** All orders: search, filters, live updates and keyboard navigation. */
export function OrdersView({ search, initial, setup, mayFulfil, mayEdit }: OrdersViewProps) {
  const t = useTranslations("adminOrders");
  const utils = api.useUtils();
  /** Numbers of orders that came in since the page was opened. */
  const [fresh, setFresh] = useState<ReadonlySet<string>>(() => new Set());
  const live = useOrderFeed(
    () => {
      void utils.admin.orders.list.invalidate();
      void utils.admin.todo.invalidate();
    },
    (event) => {
      if (event.type === "order.created") setFresh((known) => new Set([...known, event.number]));
    },
  );
  const adminList = useAdminList({
    key: getQueryKey(api.admin.orders.list),
    asked: search,
    initial,
    pathOf: orderSearchPath,
    read: (wanted, page, signal) =>
      utils.client.admin.orders.list.query({ ...toOrderInput(wanted), ...page }, { signal }),
    refetchMs: live === "live" ? false : POLL_WHILE_DOWN_MS,
  });
  const { list, body } = adminList;
  const used = useListSetup("orders", setup);
  const [chosen, setChosen] = useState<ReadonlySet<OrderNumber>>(() => new Set());
  useChoiceKeys(body, (from, to, on) => {
    const numbers = list.items.slice(from, to + 1).map(({ number }) => number);
    setChosen(withChoice(chosen, numbers, on ?? !areAllChosen(chosen, numbers)));
  });
  return (
    <div className="grid gap-4">
      <ListHeader title={t("title")} exportPath={listFilePath("orders", toOrderInput(adminList.search))}>
        <Link href="/admin/orders/drafts" prefetch={false} className="link link-alone">
          {t("drafts")}
        </Link>
        <LiveState state={live} />
      </ListHeader>
      <ListBar
        used={used}
        columns={LIST_COLUMNS.orders.map((id) => ({ id, label: t(`column.${id}`) }))}
        firstColumn={t("column.order")}
        adminList={adminList}
        pathOf={orderSearchPath}
        read={readOrderSearch}
      />
      <OrderFilters adminList={adminList} />
      <SelectionBar
        chosen={chosen}
        isToPack={adminList.search.view === "to_pack"}
        mayFulfil={mayFulfil}
        mayEdit={mayEdit}
        onChange={setChosen}
      />
      <ListPane
        list={list}
        countText={t("count", { count: list.items.length })}
        empty={t(adminList.search.view === null ? "empty" : "emptyView")}
      >
        <OrderTable
          caption={t("caption")}
          orders={list.items}
          fresh={fresh}
          body={body}
          shows={used.shows}
          selection={{ chosen, set: setChosen }}
        />
      </ListPane>
    </div>
  );
}
