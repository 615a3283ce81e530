"use client";

import type { AdminOrderRow, Dashboard, Todo } from "@cartwright/contracts/admin";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { Attention } from "./attention.tsx";
import { EnginePanel } from "./engine-panel.tsx";
import { LiveState } from "../shell/live-state.tsx";
import { LowStockPanel } from "./low-stock-panel.tsx";
import { RECENT_MAX } from "./recent-max.ts";
import { RecentOrdersPanel } from "./recent-orders-panel.tsx";
import { SalesPanel } from "./sales-panel.tsx";
import { StatesPanel } from "./states-panel.tsx";
import { TodoPanel } from "./todo-panel.tsx";
import { useOrderFeed } from "../orders/use-order-feed.ts";

/** How often numbers without an event (lag, stock) are read. */
const POLL_MS = 15_000;
const POLL_WHILE_DOWN_MS = 5_000;

interface DashboardViewProps {
  initial: Dashboard;
  todo: Todo;
  recent: readonly AdminOrderRow[];
}

/** The shop at a glance. Live over the socket; polled while that is down. */
export function DashboardView({ initial, todo, recent }: DashboardViewProps) {
  const t = useTranslations("adminDashboard");
  const utils = api.useUtils();
  const live = useOrderFeed(() => {
    void utils.admin.dashboard.invalidate();
    void utils.admin.todo.invalidate();
    void utils.admin.orders.list.invalidate();
  });
  const refetchInterval = live === "live" ? POLL_MS : POLL_WHILE_DOWN_MS;
  const { data: shop } = api.admin.dashboard.useQuery(undefined, { initialData: initial, refetchInterval });
  const { data: open } = api.admin.todo.useQuery(undefined, { initialData: todo, refetchInterval });
  const { data: newest } = api.admin.orders.list.useQuery(
    { limit: RECENT_MAX },
    { initialData: { items: [...recent], nextCursor: null }, refetchInterval },
  );
  return (
    <div className="grid gap-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl">{t("title")}</h1>
        <LiveState state={live} />
      </div>
      <TodoPanel todo={open} />
      <Attention attention={shop.attention} />
      <Figures shop={shop} />
      <SalesPanel points={shop.sales} currency={shop.currency} />
      <div className="grid gap-6 xl:grid-cols-[3fr_2fr]">
        <div className="grid min-w-0 content-start gap-6">
          <RecentOrdersPanel orders={newest.items} />
          <LowStockPanel items={shop.lowStock} />
        </div>
        <div className="grid min-w-0 content-start items-start gap-6 sm:grid-cols-2 xl:grid-cols-1">
          <EnginePanel shop={shop} />
          <StatesPanel byStatus={shop.byStatus} />
        </div>
      </div>
    </div>
  );
}

/** Today's numbers, each with a comparison. */
function Figures({ shop }: { shop: Dashboard }) {
  const t = useTranslations("adminDashboard");
  const { today, yesterday } = shop;
  const money = (minor: number) => formatMoney(minor, shop.currency);
  const rate =
    today.orders === 0 ? "0" : ((today.cancelled / today.orders) * 100).toFixed(today.cancelled === 0 ? 0 : 1);
  const figures = [
    {
      name: t("salesToday"),
      value: money(today.salesMinor),
      beside: t("yesterday", { value: money(yesterday.salesMinor) }),
    },
    {
      name: t("ordersToday"),
      value: today.orders.toLocaleString("en"),
      beside: t("yesterday", { value: yesterday.orders.toLocaleString("en") }),
    },
    {
      name: t("average"),
      value: money(today.averageMinor),
      beside: t("confirmed", { count: today.confirmed }),
    },
    { name: t("cancelled"), value: today.cancelled.toLocaleString("en"), beside: t("ofToday", { rate }) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
      {figures.map(({ name, value, beside }) => (
        <div key={name} className="grid content-start gap-1 bg-surface p-4">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="figures grid gap-0.5">
            <span className="text-xl font-medium sm:text-2xl">{value}</span>
            <span className="text-xs text-muted">{beside}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
