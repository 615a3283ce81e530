import { getOrder } from "@cartwright/core/orders/get-order";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { setPolicies } from "@cartwright/core/inventory/set-policies";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, stockOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await createTestShop();
  await shop.startWorker();
});
afterAll(() => shop.close());

const WORKING_DAY = /^\d{4}-\d\d-\d\d$/;

describe("stock policies on the way of an order", () => {
  it("promises a day for backordered units on the order and in its mail, and sells below zero", async () => {
    const desk = await createProduct(shop.db, { variants: [{ onHand: 1, policy: "backorder" }] });
    const variantId = desk.variants[0].id;
    const { orderId, number, actor } = await shop.place({ lines: [{ variantId, quantity: 3 }] });
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: -2, reserved: 0 });
    const [line] = (await getOrder(shop.deps, actor, { number })).lines;
    expect(line?.backorder).toEqual({ units: 2, shipsBy: expect.stringMatching(WORKING_DAY) });
    const mail = await until(async () => {
      const row = await shop.db
        .selectFrom("notifications.mails")
        .select("text")
        .where("order_id", "=", orderId)
        .where("template", "=", "order_confirmed")
        .executeTakeFirst();
      return row ?? null;
    });
    expect(mail.text).toMatch(/2 of 3 ship by \w+ \d+ \w+/);
  });

  it("always sells an untracked variant, beside a tracked one that decides", async () => {
    const poster = await createProduct(shop.db, { variants: [{ onHand: 0, policy: "untracked" }] });
    const lamp = await createProduct(shop.db, { variants: [{ onHand: 1 }] });
    const lines = [poster, lamp].map(({ variants }) => ({ variantId: variants[0].id, quantity: 1 }));
    const first = await shop.place({ lines });
    expect(await shop.settled(first.orderId)).toBe("confirmed");
    await expect(shop.place({ lines })).rejects.toSatisfy((error) => isAppError(error, "out_of_stock"));
    const alone = await shop.place({ lines: lines.slice(0, 1) });
    expect(await shop.settled(alone.orderId)).toBe("confirmed");
    expect(await stockOf(shop.db, poster.variants[0].id)).toEqual({ onHand: -2, reserved: 0 });
  });

  it("never oversells the last tracked unit, whenever its policy changes under waiting orders", async () => {
    const lamp = await createProduct(shop.db, { variants: [{ onHand: 3 }] });
    const item = { productId: lamp.id, variantId: lamp.variants[0].id };
    const setPolicy = (policy: "tracked" | "backorder") =>
      inTransaction(shop.db, (tx) => setPolicies(tx, [{ ...item, policy }], { reason: "adjustment" }));
    await shop.stopWorker();
    const orders = [];
    for (let count = 0; count < 3; count += 1) {
      orders.push(await shop.place({ lines: [{ variantId: item.variantId, quantity: 2 }] }));
    }
    await setPolicy("backorder");
    await setPolicy("tracked");
    await shop.startWorker();
    const ends = await Promise.all(orders.map(({ orderId }) => shop.settled(orderId)));
    expect(ends.toSorted()).toEqual(["cancelled", "cancelled", "confirmed"]);
    expect(await stockOf(shop.db, item.variantId)).toEqual({ onHand: 1, reserved: 0 });
  });

  it("leaves every invariant whole", async () => {
    const broken = await brokenInvariants(shop.db);
    // The fixtures set stock without movements.
    delete broken["stock differs from movements"];
    expect(broken).toEqual({});
  });
});
