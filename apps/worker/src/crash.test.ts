import { createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./testing/backends.ts";
import { runUntilKilled } from "./testing/doomed-worker.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, stockOf, timelineOf } from "./testing/invariants.ts";

/** Every point between two commits where a worker may die. */
const PLACES = [
  "relay.after-claim",
  "relay.after-publish",
  "saga.before-step/inventory.reserve",
  "saga.before-journal/inventory.reserve",
  "saga.after-commit/inventory.reserve",
  "saga.before-step/payment.process",
  "saga.after-intent/payment.process",
  // The provider has charged, and nothing here knows it yet.
  "saga.after-effect/payment.process",
  "saga.before-journal/payment.process",
  "saga.after-commit/payment.process",
  "saga.before-journal/order.confirm",
  "saga.after-commit/order.confirm",
];

const UNDOING = [
  "saga.before-step/inventory.release",
  "saga.before-journal/inventory.release",
  "saga.before-journal/order.cancel",
  "saga.after-commit/order.cancel",
];

describe.each(backends)("a worker killed on $name", ({ redisUrl }) => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl, lockMs: 500, random: () => 0 });
  });
  afterEach(() => shop.stopWorker());
  afterAll(() => shop.close());

  async function place(token: string) {
    const product = await createProduct(shop.db, { variants: [{ onHand: 3 }] });
    const variantId = product.variants[0].id;
    return { variantId, ...(await shop.place({ lines: [{ variantId, quantity: 2 }], token })) };
  }

  it.each(PLACES)("at %s: another worker finishes the order, and the shopper pays once", async (failPoint) => {
    const order = await place("tok_approve");
    await runUntilKilled(shop, { failPoint, redisUrl });
    await shop.startWorker();
    expect(await shop.settled(order.orderId)).toBe("confirmed");
    expect(await shop.provider.charges(order.number)).toHaveLength(1);
    expect(await timelineOf(shop.db, order.orderId)).toEqual([
      "order.created",
      "inventory.reserved",
      "payment.processed",
      "order.confirmed",
    ]);
    expect(await stockOf(shop.db, order.variantId)).toEqual({ onHand: 1, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it.each(UNDOING)("at %s: another worker undoes the rest, and no stock stays reserved", async (failPoint) => {
    const order = await place("tok_decline");
    await runUntilKilled(shop, { failPoint, redisUrl });
    await shop.startWorker();
    expect(await shop.settled(order.orderId)).toBe("cancelled");
    expect((await timelineOf(shop.db, order.orderId)).slice(-3)).toEqual([
      "payment.failed",
      "inventory.released",
      "order.cancelled",
    ]);
    expect(await stockOf(shop.db, order.variantId)).toEqual({ onHand: 3, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });
});
