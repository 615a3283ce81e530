import { createProduct } from "@cartwright/core/testing/fixtures";
import { metrics } from "@cartwright/observability/metrics";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
let slug: string;

beforeAll(async () => {
  edge = await startTestEdge();
  ({ slug } = await createProduct(edge.deps.api.db));
});
beforeEach(() => metrics.registry.resetMetrics());
afterAll(() => edge.close());

/** Sends a request, and reads the counters when the edge has finished it. */
async function after(paths: readonly string[], init: RequestInit = {}): Promise<string> {
  for (const path of paths) await (await fetch(`${edge.url}${path}`, { ...init, redirect: "manual" })).text();
  // A request's metrics are written after its response was sent, when the next request may already be served.
  await (await fetch(`${edge.url}/api/health/live`)).text();
  return metrics.registry.metrics();
}

it("times requests by procedure or page pattern, method and status, and counts products", async () => {
  const input = encodeURIComponent(JSON.stringify({ slug }));
  const text = await after([`/api/trpc/catalog.product?input=${input}`, "/products/anything", "/orders/CW-1"]);
  expect(text).toContain(
    'http_request_duration_seconds_count{route="trpc:catalog.product",method="GET",status="200"} 1',
  );
  expect(text).toContain('http_request_duration_seconds_count{route="/products/[slug]",method="GET",status="200"} 1');
  expect(text).toContain('http_request_duration_seconds_count{route="/orders/[number]",method="GET",status="200"} 1');
  expect(text).toContain("products_retrieved_total 1");
  expect(text).toContain('pg_pool_connections{pool="web",state="total"}');
});

it("uses no text of a client's as a label", async () => {
  const text = await after([
    "/made-up-1",
    "/made/up/2?q=3",
    "/api/made-up-4",
    "/api/trpc/made.up5",
    "/api/trpc/made.up6,made.up7",
    "/api/webhooks/made-up-8",
    "/_next/static/made-up-9.js",
    "/media/made-up-10.webp",
  ]);
  const routes = [...text.matchAll(/^http_request_duration_seconds_count\{route="([^"]*)"/gm)].map((match) => match[1]);
  expect(routes.length).toBeGreaterThan(4);
  expect(routes.filter((route) => /up|\d/.test(route ?? ""))).toEqual([]);
});
