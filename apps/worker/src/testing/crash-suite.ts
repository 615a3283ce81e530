import { createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./backends.ts";
import { runUntilKilled } from "./doomed-worker.ts";
import { createTestShop, type TestShop } from "./harness.ts";
import { brokenInvariants, stockOf, timelineOf } from "./invariants.ts";

/** Kills a worker at each of these fail points, on each queue backend. A file for each part of the order, so that they run side by side. */
export function describeCrashes(points: {
  /** On the way to a confirmed order. */
  readonly forward?: readonly string[];
  /** While a declined order is undone. */
  readonly undoing?: readonly string[];
}): void {
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

    it.each(points.forward ?? [])(
      "at %s: another worker finishes the order, and the shopper pays once",
      async (failPoint) => {
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
      },
    );

    it.each(points.undoing ?? [])(
      "at %s: another worker undoes the rest, and no stock stays reserved",
      async (failPoint) => {
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
      },
    );
  });
}
