import type { Dashboard } from "@cartwright/contracts/admin";
import { OrderNumber } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { type OrderState, type OrderSummaryStatus, summarizeOrder } from "@cartwright/contracts/order-status";
import { startOfDay, startOfHour } from "@cartwright/contracts/time-zone";
import type { Db } from "@cartwright/db/client";
import { createSumMemory } from "../kernel/cost-memory.ts";
import { readShopTime } from "../orders/shop-time.ts";
import { readQueueAlarms } from "../queues/read-queues.ts";
import {
  selectDayTotals,
  selectEngineHealth,
  selectHourlySales,
  selectLettersByCause,
  selectLowStock,
  selectNeedingPerson,
  selectStateCounts,
} from "./dashboard.sql.ts";
import { showTroubles } from "./show-troubles.ts";

/** One order hardly changes these counts in a large shop, and every open dashboard asks for them after each order. */
const recallStates = createSumMemory<Awaited<ReturnType<typeof selectStateCounts>>>({
  isCostly: (states) => states.reduce((sum, { count }) => sum + count, 0) >= 10_000,
  entriesMax: 1,
});

/** Today's figures, sales of the last 24 hours, low stock and the state of the saga engine. Days are those of the shop's time zone. Counts by state are up to 5 s old in a shop of many orders. */
export async function readDashboard(db: Db): Promise<Dashboard> {
  const time = await readShopTime(db);
  const { today, yesterday, hour } = startsOf(time);
  const [totals, sales, states, lowStock, engine, stuck, letters, alarms] = await Promise.all([
    selectDayTotals(db, { today, yesterday }),
    selectHourlySales(db, hour),
    recallStates(db, "by state", () => selectStateCounts(db)),
    selectLowStock(db),
    selectEngineHealth(db),
    readAttention(db),
    selectLettersByCause(db),
    readQueueAlarms(db),
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
      stuck,
      letters: letters.map((letter) => ({
        cause: letter.cause,
        queue: letter.queue,
        count: letter.count,
        newestAt: letter.newest_at.toISOString(),
      })),
      pausedQueues: [...alarms.paused],
      silentWorkers: [...alarms.silent],
    },
  };
}

/** When today, yesterday and the present hour began, on the shop's clock. */
export function startsOf({ now, timeZone }: { readonly now: Date; readonly timeZone: string }) {
  const todayMs = startOfDay(now.getTime(), timeZone);
  return {
    today: new Date(todayMs),
    yesterday: new Date(startOfDay(todayMs - 1, timeZone)),
    hour: new Date(startOfHour(now.getTime(), timeZone)),
  };
}

async function readAttention(db: Db): Promise<Dashboard["attention"]["stuck"]> {
  const orders = await selectNeedingPerson(db);
  const troubles = await showTroubles(
    db,
    orders.map(({ id }) => id),
  );
  return orders.flatMap(({ id, number }) =>
    (troubles.get(id) ?? [])
      .slice(0, 1)
      .map((trouble) => Object.assign({ number: OrderNumber.parse(number) }, trouble)),
  );
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
