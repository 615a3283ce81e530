import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Requests and their duration. */
const requestMetrics = (registers: Registry[]) => {
  return {
    /** Seconds per request. `route` is a pattern (`/products/[slug]`, `trpc:cart.get`), never a raw path. */
    httpRequestDuration: new Histogram({
      name: "http_request_duration_seconds",
      help: "Duration of HTTP requests",
      labelNames: ["route", "method", "status"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    productsRetrieved: new Counter({
      name: "products_retrieved_total",
      help: "Products handed out by the catalogue",
      registers,
    }),
    accountLockouts: new Counter({
      name: "account_lockouts_total",
      help: "Accounts locked after failed log-ins",
      registers,
    }),
    rateLimited: new Counter({
      name: "rate_limited_total",
      help: "Calls refused by a rate limit",
      labelNames: ["limit"] as const,
      registers,
    }),
  };
};

/** Orders and the sagas that settle them. */
const orderMetrics = (registers: Registry[]) => {
  return {
    /** Webhooks that contradict their payment. Any is a reason to look. */
    webhookMismatches: new Counter({
      name: "webhook_mismatches_total",
      help: "Signed webhooks whose facts differ from the payment",
      labelNames: ["provider"] as const,
      registers,
    }),
    /** Webhooks about a charge for an order that has no payment here. Any is a reason to look. */
    webhooksUnmatched: new Counter({
      name: "webhooks_unmatched_total",
      help: "Signed webhooks that name an order without a payment",
      labelNames: ["provider"] as const,
      registers,
    }),
    /** Attempts to deliver webhooks to other programs. */
    webhookDeliveries: new Counter({
      name: "webhook_deliveries_total",
      help: "Attempts to deliver webhooks to other programs, by outcome",
      labelNames: ["outcome"] as const,
      registers,
    }),
    /** Open findings in the database, so every worker shows the same. */
    bookFindings: new Gauge({
      name: "reconciliation_findings",
      help: "Differences between orders, payments, ledger and providers, by kind",
      labelNames: ["finding"] as const,
      registers,
    }),
    ordersPlaced: new Counter({ name: "orders_placed_total", help: "Orders placed", registers }),
    /** Transitions of orders, by the status after them. */
    orderMoves: new Counter({
      name: "order_moves_total",
      help: "Status moves of orders",
      labelNames: ["status"] as const,
      registers,
    }),
    /** Set by the worker's sweep. Counting the unsettled states needs only a few index entries. */
    ordersByStatus: new Gauge({
      name: "orders_by_status",
      help: "Orders by status",
      labelNames: ["status"] as const,
      registers,
    }),
    sagaStepDuration: new Histogram({
      name: "saga_step_duration_seconds",
      help: "Duration of saga steps, one attempt each",
      labelNames: ["kind", "step", "direction"] as const,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    /** `cause` is a reason of the code table. */
    sagaStepFailures: new Counter({
      name: "saga_step_failures_total",
      help: "Attempts of saga steps that failed",
      labelNames: ["kind", "step", "direction", "cause"] as const,
      registers,
    }),
    /** Seconds from placing an order to the end of its checkout saga. */
    sagaDuration: new Histogram({
      name: "saga_duration_seconds",
      help: "Duration of whole sagas",
      labelNames: ["kind", "state"] as const,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    }),
    sagasStuck: new Gauge({ name: "sagas_stuck", help: "Sagas that wait for a person", registers }),
  };
};

/** The outbox, the queues and the dead letters. */
const deliveryMetrics = (registers: Registry[]) => {
  return {
    queueDepth: new Gauge({
      name: "queue_depth",
      help: "Jobs by queue and state",
      labelNames: ["queue", "state"] as const,
      registers,
    }),
    jobs: new Counter({
      name: "jobs_total",
      help: "Jobs handled",
      labelNames: ["queue", "name", "outcome"] as const,
      registers,
    }),
    outboxLag: new Gauge({
      name: "outbox_lag_seconds",
      help: "Age of the oldest message that is due and not published",
      registers,
    }),
    outboxPublished: new Counter({
      name: "outbox_published_total",
      help: "Messages published from the outbox",
      labelNames: ["kind"] as const,
      registers,
    }),
    deadLetters: new Gauge({ name: "dead_letters", help: "Open dead letters", registers }),
  };
};

/** The realtime gateway. */
const socketMetrics = (registers: Registry[]) => {
  return {
    sockets: new Gauge({ name: "realtime_sockets", help: "Open sockets", registers }),
    subscriptions: new Gauge({
      name: "realtime_subscriptions",
      help: "Room subscriptions of open sockets",
      labelNames: ["kind"] as const,
      registers,
    }),
    socketRefusals: new Counter({
      name: "realtime_refusals_total",
      help: "Handshakes and subscriptions refused",
      labelNames: ["reason"] as const,
      registers,
    }),
    socketEvents: new Counter({
      name: "realtime_events_total",
      help: "Events emitted to sockets",
      labelNames: ["event"] as const,
      registers,
    }),
    /** From the event's commit time (the database's clock) to its emission (this host's clock). */
    socketLag: new Histogram({
      name: "realtime_lag_seconds",
      help: "From an event's transaction to its emission",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
  };
};

/**
 * Every metric of the product, under the name that dashboards and alerts use. Metrics that a process does not set have no
 * samples, except for plain gauges, which read 0.
 */
function buildMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    ...requestMetrics(registers),
    ...orderMetrics(registers),
    ...deliveryMetrics(registers),
    ...socketMetrics(registers),
  };
}

export type Metrics = ReturnType<typeof buildMetrics>;

const KEY = Symbol.for("cartwright.metrics");
const globals = globalThis as typeof globalThis & { [KEY]?: Metrics }; // the symbol is this module's own

/** The process's metrics. Bundled and unbundled copies of this module share one registry. */
export const metrics: Metrics = (globals[KEY] ??= buildMetrics());

/** The state of a connection pool (the shape of pg's Pool). */
interface PoolCounts {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

const pools = new Map<string, PoolCounts>();

/** Reports a connection pool's use at each scrape, under `pool`. A later pool of the same name replaces it. */
export function observePool(name: string, pool: PoolCounts): void {
  pools.set(name, pool);
  if (metrics.registry.getSingleMetric("pg_pool_connections")) return;
  const gauge: Gauge<"pool" | "state"> = new Gauge({
    name: "pg_pool_connections",
    help: "Database connections of this process; waiting counts callers in line",
    labelNames: ["pool", "state"],
    registers: [metrics.registry],
    collect() {
      for (const [pool, counts] of pools) {
        gauge.set({ pool, state: "total" }, counts.totalCount);
        gauge.set({ pool, state: "idle" }, counts.idleCount);
        gauge.set({ pool, state: "waiting" }, counts.waitingCount);
      }
    },
  });
}

/** Starts a timer. The returned function returns the seconds since then. */
export function startTimer(): () => number {
  const started = process.hrtime.bigint();
  return () => Number(process.hrtime.bigint() - started) / 1e9;
}
