import { createProduct } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { type SilentProxy, startSilentProxy } from "@cartwright/db/testing/silent-proxy";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { followHints } from "./deps.ts";
import { createTestBrowser } from "./testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "./testing/test-edge.ts";

let database: TestDatabase;
let proxy: SilentProxy;
let edge: TestEdge;
/** The web process reaches its database by way of a proxy. */
beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startSilentProxy(database.url);
  edge = await startTestEdge({ database, env: { DATABASE_URL: proxy.url } });
});
afterAll(async () => {
  await edge.close();
  await proxy.close();
  await database.close();
});

const untilItHolds = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: WAIT_MS_MAX, interval: 100 });

test("while the link to the database is silent, requests are told to come again and the process is unready; after its return both work, and pages are invalidated", async () => {
  const product = await createProduct(database.db);
  const reconnected: string[] = [];
  const hints = await followHints(edge.env, edge.deps, {
    invalidatePages: async () => undefined,
    invalidateAllPages: async () => void reconnected.push("all pages"),
  });
  const browser = createTestBrowser(edge.url);
  const readsProduct = () => browser.query("catalog.product", { slug: product.slug });
  const ready = async () => (await fetch(`${edge.url}/api/health/ready`)).status;
  expect((await readsProduct()).status).toBe(200);
  expect(await ready()).toBe(200);

  proxy.setSilent(true);
  const order = encodeURIComponent('{"number":"CW-2222-2222"}');
  // More than there are connections.
  const refused = await Promise.all(
    Array.from({ length: 20 }, () => fetch(`${edge.url}/api/trpc/orders.get?input=${order}`)),
  );
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 503));
  expect(refused.every(({ headers }) => Number(headers.get("retry-after")) > 0)).toBe(true);
  await Promise.all(refused.map((response) => response.text()));
  await untilItHolds(async () => expect(await ready()).toBe(503));
  const before = reconnected.length;
  proxy.setSilent(false);

  await untilItHolds(async () => expect(await ready()).toBe(200));
  await untilItHolds(async () => expect((await readsProduct()).status).toBe(200));
  // What changed meanwhile was not heard.
  await untilItHolds(() => expect(reconnected.length).toBeGreaterThan(before));
  await hints.close();
});
