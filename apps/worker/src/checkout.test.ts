import { createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";

const backends = [
  { name: "Postgres", redisUrl: undefined },
  ...(process.env["CARTWRIGHT_TEST_REDIS_URL"]
    ? [{ name: "Redis", redisUrl: process.env["CARTWRIGHT_TEST_REDIS_URL"] }]
    : []),
];

describe.each(backends)("a checkout on $name", ({ redisUrl }) => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl, logLevel: "warn" });
    await shop.startWorker();
  });
  afterAll(() => shop.close());

  it("goes from placed to confirmed, with the money taken once and the goods out of stock", async () => {
    const product = await createProduct(shop.db, { variants: [{ onHand: 10 }] });
    const { orderId, number } = await shop.place({ lines: [{ variantId: product.variants[0].id, quantity: 2 }] });
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await shop.charges(number)).toHaveLength(1);
  });
});
