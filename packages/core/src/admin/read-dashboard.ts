import type { Dashboard } from "@cartwright/contracts/admin";
import { addDays } from "@cartwright/contracts/calendar";
import { OrderNumber } from "@cartwright/contracts/ids";
import { localTime, startOfDate } from "@cartwright/contracts/time-zone";
import type { Db } from "@cartwright/db/client";
import { createSumMemory } from "../kernel/cost-memory.ts";
import { readShopTime } from "../orders/shop-time.ts";
import { readQueueAlarms } from "../queues/read-queues.ts";
import {
  selectEngineHealth,
  selectLettersByCause,
  selectLowStock,
  selectNeedingPerson,
  selectStateCounts,
  type StateCount,
} from "./dashboard.sql.ts";
import { showTroubles } from "./show-troubles.ts";

const DAYS_COUNTED = 30;

/** One order hardly changes these counts in a large shop, and every open dashboard asks for them after each order. */
const recallStates = createSumMemory<readonly StateCount[]>({
  isCostly: (states) => states.reduce((sum, { count }) => sum + count, 0) >= 10_000,
  entriesMax: 2,
});

/** Orders by state, low stock, the state of the saga engine and what needs a person. Counts by state are up to 5 s old in a shop of many orders. */
export async function readDashboard(db: Db): Promise<Dashboard> {
  const [states, lowStock, engine, stuck, letters, alarms] = await Promise.all([
    readStates(db),
    selectLowStock(db),
    selectEngineHealth(db),
    readAttention(db),
    selectLettersByCause(db),
    readQueueAlarms(db),
  ]);
  return {
    states,
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

async function readStates(db: Db): Promise<Dashboard["states"]> {
  const { now, timeZone } = await readShopTime(db);
  const today = localTime(now.getTime(), timeZone).date;
  const placed = { from: addDays(today, 1 - DAYS_COUNTED), to: today };
  const since = new Date(startOfDate(placed.from, timeZone));
  const counts = await recallStates(db, since.toISOString(), () => selectStateCounts(db, since));
  return {
    placed,
    orderStatus: countBy(counts, ({ orderStatus }) => orderStatus),
    paymentStatus: countBy(counts, ({ paymentStatus }) => paymentStatus),
    fulfillmentStatus: countBy(counts, ({ fulfillmentStatus }) => fulfillmentStatus),
  };
}

/** Orders by one of their states, the most frequent first. */
function countBy<State extends string>(counts: readonly StateCount[], stateOf: (counted: StateCount) => State) {
  const sums = new Map<State, number>();
  for (const counted of counts) sums.set(stateOf(counted), (sums.get(stateOf(counted)) ?? 0) + counted.count);
  return [...sums]
    .map(([state, count]) => ({ state, count }))
    .toSorted((a, b) => b.count - a.count || a.state.localeCompare(b.state));
}
