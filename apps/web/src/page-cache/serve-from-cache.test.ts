import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveFromCache } from "./serve-from-cache.ts";
import CacheHandler from "./cache-handler.ts";
import type { PageValue } from "./entry.ts";
import { createMemoryStore } from "./memory-store.ts";
import { configurePageCache, invalidateTags } from "./page-cache.ts";

const KEY = `/route-cache/APP_PAGE/${"0".repeat(64)}/$/shop/en/products/teapot`;
const HTML = "<!doctype html><title>Teapot</title><script>self.x=1</script><p>Grüße</p>";
const SCRIPT = "/_next/static/chunks/a.js";
const INTEGRITY = new Map([[SCRIPT, "sha384-ofA"]]);
const FRESH = { cacheControl: { revalidate: 300, expire: undefined } };

const pageValue = (): PageValue => ({
  kind: "APP_PAGE",
  html: HTML,
  rscData: Buffer.from("rsc"),
  segmentData: undefined,
  postponed: undefined,
  status: undefined,
  headers: { "x-next-cache-tags": "product:teapot,lists" },
});

/** A server that has only the cache, and responds with 418 when it leaves a request to Next. */
const server = createServer((request, response) => {
  void serveFromCache(request, response, (request.url ?? "").split("?")[0] ?? "").then((served) => {
    if (!served) response.writeHead(418).end();
    return served;
  });
});
let origin = "";

beforeEach(async () => {
  configurePageCache({
    store: createMemoryStore({ bytesMax: 1_000_000 }),
    connectOrigins: ["http://live.test"],
    integrity: INTEGRITY,
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
});
afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

async function keep(): Promise<void> {
  const handler = new CacheHandler();
  await handler.get(KEY);
  await handler.set(KEY, pageValue(), FRESH);
}

test("serves a cached page whole, under its own policy, without internal headers", async () => {
  await keep();
  const response = await fetch(`${origin}/products/teapot?utm=1`);
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(HTML);
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self' 'sha256-");
  expect(policy).toContain("connect-src 'self' http://live.test ws://live.test");
  expect(policy).not.toContain("unsafe");
  expect(response.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
  expect(response.headers.get("vary")).toContain("rsc");
  expect(response.headers.has("x-next-cache-tags")).toBe(false);
});

test("adds integrity to a cached page once, when it is stored, and the first reader gets the same bytes", async () => {
  const handler = new CacheHandler();
  const value = { ...pageValue(), html: `<!doctype html><script src="${SCRIPT}" async=""></script>` };
  await handler.get(KEY);
  await handler.set(KEY, value, FRESH);
  const signed = `<!doctype html><script integrity="sha384-ofA" src="${SCRIPT}" async=""></script>`;
  // Next sends the value that it stored.
  expect(value.html).toBe(signed);
  expect(await (await fetch(`${origin}/products/teapot`)).text()).toBe(signed);
});

test("responds with 304 to the page's ETag, and to that of its compressed form", async () => {
  await keep();
  const tag = (await fetch(`${origin}/products/teapot`)).headers.get("etag") ?? "";
  for (const held of [tag, `W/${tag}`]) {
    const again = await fetch(`${origin}/products/teapot`, { headers: { "if-none-match": held } });
    expect(again.status).toBe(304);
    expect(again.headers.get("content-security-policy")).not.toBeNull();
  }
  const other = await fetch(`${origin}/products/teapot`, { headers: { "if-none-match": '"else"' } });
  expect(other.status).toBe(200);
});

test("leaves to Next what is no document, not cached, or invalidated", async () => {
  await keep();
  expect((await fetch(`${origin}/products/teapot`, { headers: { rsc: "1" } })).status).toBe(418);
  expect((await fetch(`${origin}/products/kettle`)).status).toBe(418);
  await invalidateTags(["product:teapot"]);
  expect((await fetch(`${origin}/products/teapot`)).status).toBe(418);
});

test("leaves a page past its lifetime to Next, which renders it again", async () => {
  const handler = new CacheHandler();
  await handler.get(KEY);
  await handler.set(KEY, pageValue(), { cacheControl: { revalidate: -1, expire: undefined } });
  expect((await fetch(`${origin}/products/teapot`)).status).toBe(418);
});

test("keeps the status of a cached 404 page", async () => {
  const handler = new CacheHandler();
  await handler.get(KEY);
  await handler.set(KEY, { ...pageValue(), status: 404 }, FRESH);
  expect((await fetch(`${origin}/products/teapot`)).status).toBe(404);
});
