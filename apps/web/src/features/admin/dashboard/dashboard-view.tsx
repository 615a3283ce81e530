"use client";

import type { AdminOrderRow, Dashboard } from "@cartwright/contracts/admin";
import { formatMoney } from "@cartwright/contracts/money";
import { api } from "../../../trpc/react.tsx";
import { Attention } from "./attention.tsx";
import { EnginePanel } from "./engine-panel.tsx";
import { LiveState } from "../shell/live-state.tsx";
import { LowStockPanel } from "./low-stock-panel.tsx";
import { RECENT_MAX } from "./recent-max.ts";
import { RecentOrdersPanel } from "./recent-orders-panel.tsx";
import { SalesPanel } from "./sales-panel.tsx";
import { StatesPanel } from "./states-panel.tsx";
import { useOrderFeed } from "../orders/use-order-feed.ts";

/** Numbers that no event announces (lag, stock) are asked for this often. */
const POLL_MS = 15_000;
const POLL_WHILE_DOWN_MS = 5_000;

/** The shop at a glance. It follows by the socket; while that is down, by asking. */
export function DashboardView({ initial, recent }: { initial: Dashboard; recent: readonly AdminOrderRow[] }) {
  const utils = api.useUtils();
  const live = useOrderFeed(() => {
    void utils.admin.dashboard.invalidate();
    void utils.admin.orders.list.invalidate();
  });
  const refetchInterval = live === "live" ? POLL_MS : POLL_WHILE_DOWN_MS;
  const { data: shop } = api.admin.dashboard.useQuery(undefined, { initialData: initial, refetchInterval });
  const { data: newest } = api.admin.orders.list.useQuery(
    { limit: RECENT_MAX },
    { initialData: { items: [...recent], nextCursor: null }, refetchInterval },
  );
  return (
    <div className="grid gap-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl">Overview</h1>
        <LiveState state={live} />
      </div>
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

/** Today's numbers, each with what to compare it to. */
function Figures({ shop }: { shop: Dashboard }) {
  const { today, yesterday } = shop;
  const money = (minor: number) => formatMoney(minor, shop.currency);
  const rate =
    today.orders === 0 ? "0" : ((today.cancelled / today.orders) * 100).toFixed(today.cancelled === 0 ? 0 : 1);
  const figures = [
    { name: "Sales today", value: money(today.salesMinor), beside: `${money(yesterday.salesMinor)} yesterday` },
    {
      name: "Orders today",
      value: today.orders.toLocaleString("en"),
      beside: `${yesterday.orders.toLocaleString("en")} yesterday`,
    },
    {
      name: "Average order",
      value: money(today.averageMinor),
      beside: `${today.confirmed.toLocaleString("en")} confirmed`,
    },
    { name: "Cancelled", value: today.cancelled.toLocaleString("en"), beside: `${rate} % of today’s orders` },
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
