import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { getOrder } from "@cartwright/core/orders/get-order";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await createTestShop();
  await shop.startWorker();
});
afterAll(() => shop.close());

async function lineOf(requiresShipping: boolean) {
  const product = await createProduct(shop.db, { variants: [{ requiresShipping, policy: "untracked", onHand: 0 }] });
  return { variantId: product.variants[0].id, quantity: 1 };
}

describe("an order of digital goods", () => {
  it("is delivered and completed as it is confirmed, and cannot be cancelled or sent back", async () => {
    const { orderId, number, actor } = await shop.place({ lines: [await lineOf(false)] });
    expect(await shop.settled(orderId)).toBe("completed");
    expect(await getOrder(shop.deps, actor, { number })).toMatchObject({
      status: "delivered",
      orderStatus: "completed",
      paymentStatus: "paid",
      fulfillmentStatus: "delivered",
      settled: true,
      cancellable: false,
      returnable: false,
    });
    expect((await timelineOf(shop.db, orderId)).slice(-2)).toEqual(["order.confirmed", "order.delivered"]);
    await expect(cancelOrder(shop.deps, actor, number)).rejects.toSatisfy((error) =>
      isAppError(error, "cancel_window_closed"),
    );
  });

  it("waits to be packed when a part of it ships, and can be cancelled until then", async () => {
    const { orderId, number, actor } = await shop.place({ lines: [await lineOf(false), await lineOf(true)] });
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await getOrder(shop.deps, actor, { number })).toMatchObject({
      status: "confirmed",
      fulfillmentStatus: "unfulfilled",
      cancellable: true,
    });
    await cancelOrder(shop.deps, actor, number);
    expect(await shop.settled(orderId)).toBe("cancelled");
  });

  it("leaves every invariant whole", async () => {
    await until(async () => {
      const open = await shop.db.selectFrom("saga.sagas").select("id").where("finished_at", "is", null).execute();
      return open.length === 0 ? true : null;
    });
    const broken = await brokenInvariants(shop.db);
    delete broken["stock differs from movements"];
    expect(broken).toEqual({});
  });
});
