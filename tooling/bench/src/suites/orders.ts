import { cpuBetween, type CpuMs, readCpu, readMachine } from "../cpu-meter.ts";
import { CPU_COST, cpuCost } from "../growth.ts";
import type { OrdersResult } from "../jobs/orders.ts";
import { round } from "../percentiles.ts";
import type { Measurement } from "../report.ts";
import { runCalibrated, runJob } from "../run-job.ts";
import type { Suite, SuiteContext } from "./suite.ts";

const CONCURRENCIES = [1, 8, 32];
/** Orders of a measure for each of its seconds: a fixed number, so that a start weighs as much on one shop as on another. */
const ORDERS_PER_SECOND = 30;
const WARM_UP_ORDERS = 200;
/** A measure that has not placed its orders by then ends with those that it has. */
const SECONDS_MAX = 180;
/** The budget at concurrency 32: orders a second, as a share of the bare orders that the same machine does. */
const SHARE_MIN = 0.015;

const loadOf = ({ bench, variantIds }: SuiteContext, concurrency: number, orders: number) => ({
  origin: bench.stack.webUrl,
  databaseUrl: bench.stack.databaseUrl,
  variantIds,
  concurrency,
  seconds: SECONDS_MAX,
  ordersMax: orders,
});

async function measure(context: SuiteContext, concurrency: number): Promise<Measurement> {
  const { bench, seconds, note } = context;
  note(`orders on ${bench.backend}, ${concurrency} at once`);
  const confirmedBefore = await countConfirmed(context);
  const before = readCpu(bench.pids());
  const machineBefore = readMachine();
  const load = loadOf(context, concurrency, seconds * ORDERS_PER_SECOND);
  const { result, generatorCpuMs, unitMs } = await runCalibrated("orders", load);
  const used = cpuBetween(before, readCpu(bench.pids()));
  const others = shareOfOthers(machineBefore, sumOf(used) + generatorCpuMs);
  const confirmed = (await countConfirmed(context)) - confirmedBefore;
  if (confirmed !== result.confirmed)
    note(`the database counts ${confirmed} confirmed orders, the load generator saw ${result.confirmed}`);
  note("orders by bare pg");
  const raw = await runJob("rawOrders", { databaseUrl: bench.superuserUrl, concurrency, seconds: 5, variants: 200 });
  return {
    suite: "orders",
    name: `${bench.backend}, ${concurrency} at once`,
    value: result.perSecond,
    unit: "orders/s",
    spread: result.placeToConfirmed,
    raw: { what: "a bare order by bare pg", value: raw.result.perSecond },
    ...(concurrency === 32 ? { budget: budgetOf(result, raw.result.perSecond) } : {}),
    details: {
      ...perOrder(used, result.confirmed),
      [CPU_COST]: cpuCost(sumOf(used) / Math.max(1, result.confirmed), unitMs),
      "CPU unit ms": unitMs,
      "generator CPU ms/order": round(generatorCpuMs / Math.max(1, result.confirmed)),
      "place p50 ms": result.place.p50Ms,
      "place p95 ms": result.place.p95Ms,
      "whole p50 ms": result.whole.p50Ms,
      "whole p95 ms": result.whole.p95Ms,
      confirmed,
      "CPU % taken by others": others,
      failures: result.failures,
      samples: result.failureSamples,
    },
  };
}

const budgetOf = (result: OrdersResult, bareOrders: number) => ({
  what: `at least ${SHARE_MIN} of the bare order`,
  met: result.perSecond >= SHARE_MIN * bareOrders && result.failures === 0,
});

/** CPU milliseconds of each process for one order. */
function perOrder(used: CpuMs, orders: number): Record<string, number> {
  const each = Object.entries(used).map(([name, ms]) => [`${name} CPU ms/order`, round(ms / Math.max(1, orders))]);
  return {
    "CPU ms/order": round(sumOf(used) / Math.max(1, orders)),
    ...(Object.fromEntries(each) as Record<string, number>),
  };
}

const sumOf = (used: CpuMs) => Object.values(used).reduce((total, ms) => total + ms, 0);

/** The share of the machine's CPU used by other processes. A high share makes the figures unreliable. */
function shareOfOthers(before: ReturnType<typeof readMachine>, oursMs: number): number {
  const after = readMachine();
  const totalMs = after.totalMs - before.totalMs;
  return totalMs <= 0 ? 0 : Math.max(0, Math.round(((after.busyMs - before.busyMs - oursMs) / totalMs) * 100));
}

async function countConfirmed({ bench }: SuiteContext): Promise<number> {
  const { rows } = await bench.pool.query<{ count: number }>(
    "select count(*)::int as count from orders.orders where status = 'confirmed' and settled_at is not null",
  );
  return rows[0]?.count ?? 0;
}

/** Whole orders, from a new guest to the confirmation. */
export const ordersSuite: Suite = {
  name: "orders",
  onBothBackends: true,
  shops: ["fresh", "filled"],
  async run(context) {
    await runJob("orders", loadOf(context, 8, WARM_UP_ORDERS));
    const measurements: Measurement[] = [];
    for (const concurrency of CONCURRENCIES) measurements.push(await measure(context, concurrency));
    return measurements;
  },
};
