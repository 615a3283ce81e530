import { randomUUID } from "node:crypto";
import type { Quote } from "@cartwright/contracts/checkout";
import { ADDRESS, createDeliveryRules, createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
  await createDeliveryRules(edge.database.db);
});
afterAll(() => edge.close());

/** A product at a price that others share. */
const product = () => createProduct(edge.database.db, { variants: [{ onHand: 50, priceMinor: 1_999 }] });
const choice = { shippingAddress: ADDRESS, shippingMethodId: "standard" };
const quote = async (browser: TestBrowser) => (await browser.mutate("checkout.quote", choice)).data as Quote;

async function shopper(quantity = 1) {
  const browser = createTestBrowser(edge.url);
  const variantId = (await product()).variants[0].id;
  await browser.mutate("cart.setLine", { variantId, quantity });
  return { browser, variantId };
}
const orderOf = ({ totalMinor, version }: Quote, change: Record<string, unknown> = {}) => ({
  ...choice,
  idempotencyKey: randomUUID(),
  email: `${randomUUID()}@example.com`,
  payment: { provider: "sandbox", token: "tok_approve" },
  expectedTotalMinor: totalMinor,
  quoteVersion: version,
  ...change,
});

describe("an order that names its quote", () => {
  test("is placed while the quote holds", async () => {
    const { browser } = await shopper();
    expect((await browser.mutate("checkout.place", orderOf(await quote(browser)))).status).toBe(200);
  });

  test("is refused when other goods at the same total are in the cart, and placed once they were shown", async () => {
    const { browser, variantId } = await shopper();
    const shown = await quote(browser);
    await browser.mutate("cart.setLine", { variantId, quantity: 0 });
    await browser.mutate("cart.setLine", { variantId: (await product()).variants[0].id, quantity: 1 });
    const now = await quote(browser);
    expect([now.totalMinor, now.version === shown.version]).toEqual([shown.totalMinor, false]);
    const order = orderOf(shown);
    expect(await browser.mutate("checkout.place", order)).toMatchObject({ status: 409, reason: "price_changed" });
    const again = { ...order, quoteVersion: now.version };
    expect((await browser.mutate("checkout.place", again)).status).toBe(200);
  });

  test.each([
    ["another country", { shippingAddress: { ...ADDRESS, country: "AT" } }],
    ["a version that no quote had", { quoteVersion: "A".repeat(43) }],
  ])("is refused with %s", async (_what, change) => {
    const { browser } = await shopper();
    const order = orderOf(await quote(browser), change);
    expect((await browser.mutate("checkout.place", order)).status).toBeGreaterThanOrEqual(400);
    expect((await browser.query("cart.get")).data).toMatchObject({ lines: [{ quantity: 1 }] });
  });

  test("needs no version: the total alone is compared then, as before", async () => {
    const { browser } = await shopper();
    const { quoteVersion: _version, ...order } = orderOf(await quote(browser));
    expect((await browser.mutate("checkout.place", order)).status).toBe(200);
  });

  test("names the same quote twice by the same version, and one line in two orders", async () => {
    const { browser } = await shopper(2);
    const [first, second] = [await quote(browser), await quote(browser)];
    expect(first.version).toBe(second.version);
  });
});
