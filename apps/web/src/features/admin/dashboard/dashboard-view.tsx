"use client";

import { keepPreviousData } from "@tanstack/react-query";
import type { AdminOrderRow, Dashboard, Todo } from "@cartwright/contracts/admin";
import type { Sales } from "@cartwright/contracts/sales";
import type { Conversion } from "@cartwright/contracts/visits";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { Attention } from "./attention.tsx";
import { BestSellersPanel } from "./best-sellers-panel.tsx";
import { ConversionPanel } from "./conversion-panel.tsx";
import { ComparedDays } from "./compared-days.tsx";
import { type DashboardSearch, dashboardPath, toSalesInput } from "./dashboard-search.ts";
import { EnginePanel } from "./engine-panel.tsx";
import { Figures } from "./figures.tsx";
import { LiveState } from "../shell/live-state.tsx";
import { LowStockPanel } from "./low-stock-panel.tsx";
import { RangeBar } from "./range-bar.tsx";
import { RECENT_MAX } from "./recent-max.ts";
import { RecentOrdersPanel } from "./recent-orders-panel.tsx";
import { SalesPanel } from "./sales-panel.tsx";
import { StatesPanel } from "./states-panel.tsx";
import { TodoPanel } from "./todo-panel.tsx";
import { useListUrl } from "../shell/use-list-url.ts";
import { useOrderFeed } from "../orders/use-order-feed.ts";

/** How often numbers without an event (lag, stock) are read. */
const POLL_MS = 15_000;
const POLL_WHILE_DOWN_MS = 5_000;

interface DashboardViewProps {
  /** What the URL asked for, and the sales of it. */
  asked: DashboardSearch;
  sales: Sales;
  conversion: Conversion;
  initial: Dashboard;
  todo: Todo;
  recent: readonly AdminOrderRow[];
}

/** The shop at a glance. Live over the socket; polled while that is down. The URL holds the period. */
export function DashboardView({ asked, sales, conversion, initial, todo, recent }: DashboardViewProps) {
  const t = useTranslations("adminDashboard");
  const utils = api.useUtils();
  const live = useOrderFeed(() => {
    void utils.admin.dashboard.invalidate();
    void utils.admin.sales.invalidate();
    void utils.admin.todo.invalidate();
    void utils.admin.orders.list.invalidate();
  });
  const refetchInterval = live === "live" ? POLL_MS : POLL_WHILE_DOWN_MS;
  const [search, setSearch] = useAsked(asked, sales);
  const path = dashboardPath(search);
  useListUrl(path);
  const sold = api.admin.sales.useQuery(toSalesInput(search), {
    ...(path === dashboardPath(asked) && { initialData: sales }),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const shownSales = sold.data ?? sales;
  const visitors = api.admin.conversion.useQuery(toSalesInput(search), {
    ...(path === dashboardPath(asked) && { initialData: conversion }),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const { data: shop } = api.admin.dashboard.useQuery(undefined, { initialData: initial, refetchInterval });
  const { data: open } = api.admin.todo.useQuery(undefined, { initialData: todo, refetchInterval });
  const { data: newest } = api.admin.orders.list.useQuery(
    { limit: RECENT_MAX },
    { initialData: { items: [...recent], nextCursor: null }, refetchInterval },
  );
  const isStale = [sold, visitors].some(({ isPlaceholderData, data }) => isPlaceholderData || data === undefined);
  return (
    <div className="grid gap-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl">{t("title")}</h1>
        <LiveState state={live} />
      </div>
      <TodoPanel todo={open} />
      <Attention attention={shop.attention} />
      <section aria-label={t("range.title")} aria-busy={isStale} className="grid min-w-0 gap-4">
        <RangeBar search={search} shown={shownSales.period} onChange={setSearch} />
        {isStale && (sold.isError || visitors.isError) ? (
          <Notice tone="bad" urgent>
            {t("range.failed")}
          </Notice>
        ) : null}
        <ComparedDays sales={shownSales} />
        <Figures sales={shownSales} />
        <SalesPanel sales={shownSales} />
        <ConversionPanel conversion={visitors.data ?? conversion} />
      </section>
      <div className="grid gap-6 xl:grid-cols-[3fr_2fr]">
        <div className="grid min-w-0 content-start gap-6">
          <BestSellersPanel sales={shownSales} />
          <RecentOrdersPanel orders={newest.items} />
          <LowStockPanel items={shop.lowStock} />
        </div>
        <div className="grid min-w-0 content-start items-start gap-6 sm:grid-cols-2 xl:grid-cols-1">
          <EnginePanel shop={shop} />
          <StatesPanel states={shop.states} />
        </div>
      </div>
    </div>
  );
}

/** What is asked for. Another address of the overview, from a link or the command palette, replaces it. */
function useAsked(asked: DashboardSearch, rendered: Sales) {
  const [search, setSearch] = useState(asked);
  const [known, setKnown] = useState(rendered);
  if (known !== rendered) {
    setKnown(rendered);
    if (dashboardPath(asked) !== dashboardPath(search)) setSearch(asked);
  }
  return [search, setSearch] as const;
}
