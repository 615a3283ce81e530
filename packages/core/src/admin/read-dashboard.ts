import type { Dashboard } from "@cartwright/contracts/admin";
import { OrderNumber } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { type OrderState, type OrderSummaryStatus, summarizeOrder } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import { scrubText } from "@cartwright/observability/redaction";
import {
  selectDayTotals,
  selectEngineHealth,
  selectHourlySales,
  selectLettersByCause,
  selectLowStock,
  selectStateCounts,
  selectStuckSagas,
} from "./dashboard.sql.ts";

/** Today's figures, sales of the last 24 hours, low stock and the state of the saga engine. Days are UTC days. */
export async function readDashboard(db: Db): Promise<Dashboard> {
  const [totals, sales, states, lowStock, engine, stuck, letters] = await Promise.all([
    selectDayTotals(db),
    selectHourlySales(db),
    selectStateCounts(db),
    selectLowStock(db),
    selectEngineHealth(db),
    selectStuckSagas(db),
    selectLettersByCause(db),
  ]);
  return {
    currency: SHOP_CURRENCY,
    today: {
      orders: totals.today_orders,
      confirmed: totals.today_confirmed,
      cancelled: totals.today_cancelled,
      salesMinor: totals.today_sales_minor,
      averageMinor: totals.today_confirmed === 0 ? 0 : Math.round(totals.today_sales_minor / totals.today_confirmed),
    },
    yesterday: { orders: totals.yesterday_orders, salesMinor: totals.yesterday_sales_minor },
    sales: sales.map((hour) => ({ at: hour.at.toISOString(), orders: hour.orders, salesMinor: hour.sales_minor })),
    byStatus: countBySummary(states),
    lowStock: lowStock.map((row) => ({
      slug: row.slug,
      title: row.title,
      variantTitle: row.variant_title,
      available: row.available,
    })),
    sagas: { running: engine.running, stuck: engine.stuck, p50Ms: engine.p50_ms, p95Ms: engine.p95_ms },
    deadLetters: engine.dead_letters,
    outboxLagMs: engine.outbox_lag_ms,
    attention: {
      stuck: stuck.map((saga) => ({
        number: OrderNumber.parse(saga.number),
        kind: saga.kind,
        step: saga.step,
        since: saga.updated_at.toISOString(),
        lastError: saga.last_error === null ? null : scrubText(saga.last_error),
      })),
      letters: letters.map((letter) => ({
        cause: letter.cause,
        queue: letter.queue,
        count: letter.count,
        newestAt: letter.newest_at.toISOString(),
      })),
    },
  };
}

/** Orders by their summary status, the most frequent first. */
function countBySummary(
  states: readonly { readonly state: OrderState; readonly count: number }[],
): Dashboard["byStatus"] {
  const counts = new Map<OrderSummaryStatus, number>();
  for (const { state, count } of states) {
    const status = summarizeOrder(state);
    counts.set(status, (counts.get(status) ?? 0) + count);
  }
  return [...counts]
    .map(([status, count]) => ({ status, count }))
    .toSorted((a, b) => b.count - a.count || a.status.localeCompare(b.status));
}
