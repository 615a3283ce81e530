import { createProduct } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logInAs } from "../testing/log-in-as.ts";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge({ env: { DATABASE_POOL_MAX: "2" } });
});
afterAll(() => edge.close());

test("the catalogue is served while every connection for orders waits for a lock, and those are told to come again", async () => {
  const product = await createProduct(edge.database.db);
  const browser = createTestBrowser(edge.url);
  const member = (await logInAs(edge, "shopper")).browser;
  await edge.database.db.transaction().execute(async (tx) => {
    await sql`lock table orders.orders in access exclusive mode`.execute(tx);
    const url = `${edge.url}/api/trpc/orders.get?input=${encodeURIComponent('{"number":"CW-2222-2222"}')}`;
    const waiting = Array.from({ length: 4 }, () => fetch(url));
    let done = 0;
    for (const request of waiting) void request.then(() => (done += 1));
    const ready = fetch(`${edge.url}/api/health/ready`);

    expect((await browser.query("catalog.product", { slug: product.slug })).status).toBe(200);
    expect((await browser.query("catalog.list", {})).status).toBe(200);
    expect((await browser.query("shop.delivery", {})).status).toBe(200);
    expect((await member.query("catalog.product", { slug: product.slug })).status).toBe(200);
    expect((await member.query("catalog.list", {})).status).toBe(200);
    // The access token has expired, so the session is renewed first.
    expect(member.cookies.delete("cartwright-session")).toBe(true);
    expect((await member.query("catalog.list", {})).status).toBe(200);
    expect(member.cookies.has("cartwright-session")).toBe(true);
    expect(done).toBe(0);
    // Or a balancer would take every node away, and the catalogue with them.
    expect((await ready).status).toBe(200);

    const refused = await Promise.all(waiting);
    expect(refused.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    expect(refused.every(({ headers }) => Number(headers.get("retry-after")) > 0)).toBe(true);
    await Promise.all(refused.map((response) => response.text()));
  });
});
