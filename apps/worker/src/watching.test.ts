import type { Address } from "@cartwright/contracts/checkout";
import type { OrderEvent } from "@cartwright/contracts/rooms";
import { ADDRESS, createProduct } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { createRealtimeClient } from "@cartwright/realtime/client";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHttpShopper, type HttpShopper } from "./testing/http-shopper.ts";
import { type Sink, type SinkSpan, startSink } from "@cartwright/observability/testing/sink";
import { until } from "./testing/until.ts";
import { ORIGIN, startWatchedShop, type WatchedShop } from "./testing/watched-shop.ts";

/** Marks everything that is personal in the order. */
const MARKER = "Zanzibarelli";
const PERSON = { ...ADDRESS, name: `Kim ${MARKER}`, line1: `${MARKER} 7`, city: `${MARKER}stad` } satisfies Address;
const TRACE = "0123456789abcdef0123456789abcdef";
const BROWSER_SPAN = "00f067aa0ba902b7";

let sink: Sink;
let shop: WatchedShop;
let trace: SinkSpan[];
let pushed: OrderEvent[];
let failed: Awaited<ReturnType<HttpShopper["query"]>>;
let leaks: string[];
let metrics: string;
/** The gateway's metrics while a socket is open, and after it is closed. */
let gateway: { whileOpen: string; after: string; live: number; ready: unknown };

const gatewayMetrics = async (watched: WatchedShop) => (await fetch(`${watched.gatewayUrl}/metrics`)).text();

/** A guest orders and watches their order until it is confirmed. */
async function orderAndWatch(
  watched: WatchedShop,
): Promise<{ shopper: HttpShopper; events: OrderEvent[]; whileOpen: string }> {
  const product = await createProduct(watched.db);
  const shopper = createHttpShopper(watched.webUrl);
  const { number } = await shopper.place({
    variantId: product.variants[0].id,
    email: `kim.${MARKER}@example.com`,
    shippingAddress: PERSON,
    traceparent: `00-${TRACE}-${BROWSER_SPAN}-00`,
  });
  const events: OrderEvent[] = [];
  const headers = { cookie: shopper.cookie(), origin: ORIGIN };
  const client = createRealtimeClient({ url: watched.realtimeUrl, headers });
  client.watchOrder(number, 1, { onEvent: (event) => events.push(event) });
  await until(async () => (events.some((event) => event.type === "order.confirmed") ? true : null));
  const whileOpen = await gatewayMetrics(watched);
  client.close();
  return { shopper, events, whileOpen };
}

/** Tables of queues, outbox and sagas that contain the marker. */
async function findMarker(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string; leaks: boolean }>`
    select schemaname || '.' || tablename as name,
      strpos(query_to_xml(format('select * from %I.%I', schemaname, tablename), true, false, '')::text, ${MARKER}) > 0 as leaks
    from pg_tables where schemaname in ('bullmq', 'saga')`.execute(db);
  expect(rows.length).toBeGreaterThan(4);
  return rows.filter((row) => row.leaks).map((row) => row.name);
}

beforeAll(async () => {
  sink = await startSink();
  shop = await startWatchedShop({ OTEL_EXPORTER_OTLP_ENDPOINT: sink.url, SENTRY_DSN: sink.dsn, SENTRY_RELEASE: "r1" });
  const { db } = shop;
  const { shopper, events, whileOpen } = await orderAndWatch(shop);
  const after = await until(async () => {
    const text = await gatewayMetrics(shop);
    return text.includes("realtime_sockets 0") ? text : null;
  });
  const live = (await fetch(`${shop.gatewayUrl}/health/live`)).status;
  const ready: unknown = await (await fetch(`${shop.gatewayUrl}/health/ready`)).json();
  gateway = { whileOpen, after, live, ready };
  pushed = events;
  leaks = await findMarker(shop.db);
  await until(async () => {
    const { rows } = await sql`select 1 from payments.webhook_events`.execute(db);
    return rows.length > 0 ? true : null;
  });
  const metricsUrl = `${shop.workerUrl}/metrics`;
  metrics = await until(async () => {
    const text = await (await fetch(metricsUrl)).text();
    return text.includes('name="order.confirm",outcome="completed"') ? text : null;
  });
  // An error: what a procedure reads is missing.
  await sql`alter table catalog.products rename to products_away`.execute(shop.db);
  failed = await shopper.query("catalog.product", { slug: "a-thing" });
  await shop.stop();
  trace = sink.spans.filter((span) => span.traceId === TRACE);
});

afterAll(async () => {
  await shop.close();
  await sink.close();
});

it("shows one order as one trace, from the browser's click to the push to its socket", () => {
  expect(trace.map((span) => `${span.process}: ${span.name}`)).toEqual(
    expect.arrayContaining([
      "cartwright-web: POST trpc:checkout.place",
      "cartwright-web: trpc checkout.place",
      "cartwright-web: db transaction",
      "cartwright-web: outbox append",
      "cartwright-worker: relay inventory.reserve",
      "cartwright-worker: job inventory.reserve",
      "cartwright-worker: trpc saga.reserveInventory",
      "cartwright-worker: saga inventory.reserve",
      "cartwright-worker: db update",
      "cartwright-worker: job payment.process",
      "cartwright-worker: payment provider POST",
      "cartwright-web: webhook charge.succeeded",
      "cartwright-worker: job order.confirm",
      "cartwright-worker: job mail.send",
      "cartwright-worker: relay order.events_appended",
      "cartwright-realtime: realtime hint",
      "cartwright-realtime: socket push",
    ]),
  );
  // Connected: every span follows from another of this trace, except the one that follows from the browser's.
  const ids = new Set(trace.map((span) => span.spanId));
  const entries = trace.filter((span) => !ids.has(span.parentSpanId));
  expect(entries.map((span) => [span.name, span.parentSpanId])).toEqual([["POST trpc:checkout.place", BROWSER_SPAN]]);
});

it("carries the trace on with what is pushed to the socket", () => {
  const pushes = trace.filter((span) => span.name === "socket push").map((span) => `00-${TRACE}-${span.spanId}-01`);
  const carried = pushed.flatMap((event) => event.traceparent ?? []);
  expect(carried).not.toEqual([]);
  expect(pushes).toEqual(expect.arrayContaining(carried));
});

it("keeps statements readable without their values", () => {
  const statements = trace.map((span) => span.attributes["db.query.text"]);
  expect(statements).toContainEqual(expect.stringMatching(/insert into orders\.orders .* values \( \$1, \$2/));
});

it("lets nothing personal into spans, reports, logs, jobs and messages", () => {
  const shown = [...sink.texts, ...shop.log].filter((text) => text.includes(MARKER));
  expect(shown).toEqual([]);
  expect(leaks).toEqual([]);
  expect(sink.texts.length).toBeGreaterThan(2);
  expect(shop.log.length).toBeGreaterThan(20);
});

it("reports an error once, with the id in its response, and no refusal", () => {
  expect(failed.status).toBe(500);
  expect(sink.reports).toHaveLength(1);
  expect(sink.reports[0]).toMatchObject({
    tags: { process: "web", requestId: failed.requestId, route: "trpc:catalog.product", reason: "internal" },
    exception: { value: expect.stringContaining("catalog.products") },
  });
  const { traceId } = sink.reports[0]?.tags ?? {};
  expect(sink.spans.some((span) => span.traceId === traceId && span.name === "trpc catalog.product")).toBe(true);
});

it.each([
  'saga_step_duration_seconds_count{kind="checkout",step="reserve",direction="do"} 1',
  'saga_duration_seconds_count{kind="checkout",state="completed"} 1',
  'order_moves_total{status="confirmed"} 1',
  'orders_by_status{status="pending"} ',
  'jobs_total{queue="payment",name="payment.process",outcome="completed"} ',
  'outbox_published_total{kind="command"} 3',
  'queue_depth{queue="payment",state="waiting"} ',
  "outbox_lag_seconds ",
  "dead_letters 0",
  "sagas_stuck 0",
  'pg_pool_connections{pool="relay",state="total"} ',
])("counts what the worker does: %s", (line) => {
  expect(metrics).toContain(line);
});

it.each([
  "realtime_sockets 1",
  'realtime_subscriptions{kind="order"} 1',
  'pg_pool_connections{pool="main",state="total"} ',
])("counts what the gateway holds, on its private port: %s", (line) => {
  expect(gateway.whileOpen).toContain(line);
});

it("counts the events that the gateway pushed, and releases what is closed", () => {
  // What was missed before the subscription comes with its acknowledgement, and is not pushed.
  const emitted = Number(/\{event="order\.event"\} (\d+)/.exec(gateway.after)?.[1]);
  expect(emitted).toBeGreaterThan(0);
  expect(emitted).toBeLessThanOrEqual(pushed.length);
  expect(gateway.after).toMatch(/realtime_subscriptions\{kind="order"\} 0/);
  expect(gateway).toMatchObject({ live: 200, ready: { status: "ok", checks: { database: true } } });
});

it("connects to nothing but the shop's own parts without the settings", async () => {
  const preload = new URL("testing/tell-connections.ts", import.meta.url).href;
  const quiet = await startWatchedShop({ NODE_OPTIONS: `--import=${preload}`, SENTRY_DSN: "" });
  try {
    const { events } = await orderAndWatch(quiet);
    expect(events.filter((event) => event.traceparent !== undefined)).toEqual([]);
    await quiet.stop();
    const targets = quiet.log.flatMap((line) => /^\{"msg":"connects","to":(\d+|null)\}$/.exec(line)?.[1] ?? []);
    expect(targets.length).toBeGreaterThan(5);
    expect(targets.filter((port) => !quiet.ports.includes(Number(port)))).toEqual([]);
  } finally {
    await quiet.close();
  }
});
