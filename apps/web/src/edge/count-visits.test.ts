import { readFunnel } from "@cartwright/core/visits/read-funnel";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";
import type { CountVisit } from "./count-visits.ts";
import { countVisits } from "./count-visits.ts";

// cspell:ignore KHTML Ccart

const SAFARI =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(() => edge.close());

const get = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${edge.url}${path}`, { headers: { "user-agent": SAFARI, ...headers }, redirect: "manual" })).status;

it("counts neither prefetches, nor those who asked not to be counted, nor the back office and files", async () => {
  for (const headers of [
    { "sec-gpc": "1" },
    { dnt: "1" },
    { "next-router-prefetch": "1" },
    { "sec-purpose": "prefetch;prerender" },
    { "user-agent": "curl/8.5.0" },
  ])
    expect(await get("/products/kettle", headers)).toBe(200);
  for (const path of ["/admin", "/_next/static/none.js", "/api/health/live", "/robots.txt"]) await get(path);
  expect(await counted()).toEqual([0, 0, 0, 0]);
});

it("counts a page, what a visitor puts into the cart, and the checkout, once", async () => {
  const product = await createProduct(edge.database.db, { variants: [{ onHand: 5 }] });
  await get(`/products/${product.slug}`);
  await get("/");
  expect(await counted()).toEqual([1, 0, 0, 0]);
  const csrf = await fetch(`${edge.url}/api/csrf`);
  const { token } = (await csrf.json()) as { token: string };
  const cookie = csrf.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const addLine = (variantId: string) =>
    fetch(`${edge.url}/api/trpc/cart.addLine`, {
      method: "POST",
      headers: {
        "user-agent": SAFARI,
        "content-type": "application/json",
        "x-csrf-token": token,
        cookie,
        origin: edge.env.PUBLIC_ORIGIN,
      },
      body: JSON.stringify({ variantId, quantity: 1 }),
    });
  expect((await addLine("0192f0c1-7a3e-7c55-9d2b-5b1f0a6c3e84")).ok).toBe(false);
  expect(await counted()).toEqual([1, 0, 0, 0]);
  expect((await addLine(product.variants[0].id)).status).toBe(200);
  expect((await addLine(product.variants[0].id)).status).toBe(200);
  expect(await counted()).toEqual([1, 1, 0, 0]);
  await get("/checkout");
  expect(await counted()).toEqual([1, 1, 1, 0]);
});

it("takes the furthest call of a batch, and nothing of a refused one", async () => {
  const seen: string[] = [];
  const layer = countVisits(({ step }: Parameters<CountVisit>[0]) => seen.push(step));
  const call = (path: string, statusCode: number) => {
    const exchange = { request: { headers: {} }, response: { statusCode }, method: "POST", route: "trpc:batch", path };
    return layer(
      { ...exchange, address: "203.0.113.7", userAgent: SAFARI } as unknown as Parameters<typeof layer>[0],
      async () => undefined,
    );
  };
  await call("/api/trpc/cart.setLine,checkout.place", 200);
  await call("/api/trpc/cart.get%2Ccart.setLine", 200);
  await call("/api/trpc/cart.addLine", 200);
  await call("/api/trpc/cart.setLine,checkout.place", 207);
  await call("/api/trpc/__proto__", 200);
  expect(seen).toEqual(["order", "cart", "cart"]);
});

async function counted() {
  await edge.deps.storeVisits();
  return Object.values((await readFunnel(edge.database.db, { from: "2000-01-01", to: "2999-12-31" })).total);
}
