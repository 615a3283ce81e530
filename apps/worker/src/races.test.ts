import { randomUUID } from "node:crypto";
import type { OrderId } from "@cartwright/contracts/ids";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { placeOrder } from "@cartwright/core/saga/flows/checkout/place-order";
import { createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "./testing/backends.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, stockOf } from "./testing/invariants.ts";
import { prepareOrder } from "./testing/place-test-order.ts";

describe.each(backends)("races on $name", ({ redisUrl }) => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl, random: () => 0 });
    await shop.startWorker();
  });
  afterAll(() => shop.close());

  it("sells one unit to one of 200 buyers", async () => {
    const product = await createProduct(shop.db, { variants: [{ onHand: 1 }] });
    const variantId = product.variants[0].id;
    const buyers = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const actor = newGuest();
        return { actor, input: await prepareOrder(shop.deps, actor, { lines: [{ variantId, quantity: 1 }] }) };
      }),
    );
    const results = await Promise.allSettled(
      buyers.map(({ actor, input }) => placeOrder(shop.deps, actor, { input, accountEmail: null, traceparent: null })),
    );
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.filter(({ reason }) => !isAppError(reason, "out_of_stock"))).toEqual([]);
    const orders = await shop.db
      .selectFrom("orders.order_lines")
      .select("order_id")
      .where("variant_id", "=", variantId)
      .execute();
    expect(orders).toHaveLength(200 - refused.length);
    const statuses = await Promise.all(orders.map((row) => shop.settled(row.order_id as OrderId)));
    expect(statuses.filter((status) => status === "confirmed")).toHaveLength(1);
    expect(statuses.filter((status) => status !== "confirmed" && status !== "cancelled")).toEqual([]);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 0, reserved: 0 });
    const charged = await shop.db
      .selectFrom("payments.payments")
      .innerJoin("orders.order_lines", "orders.order_lines.order_id", "payments.payments.order_id")
      .select("payments.payments.id")
      .where("variant_id", "=", variantId)
      .execute();
    expect(charged).toHaveLength(1);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("returns one order with one charge for the same placement sent 50 times at once", async () => {
    const product = await createProduct(shop.db, { variants: [{ onHand: 100 }] });
    const actor = newGuest();
    const input = await prepareOrder(shop.deps, actor, {
      lines: [{ variantId: product.variants[0].id, quantity: 1 }],
      idempotencyKey: randomUUID(),
    });
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => placeOrder(shop.deps, actor, { input, accountEmail: null, traceparent: null })),
    );
    const numbers = new Set(responses.map((response) => response.number));
    expect(numbers.size).toBe(1);
    const orders = await shop.db
      .selectFrom("orders.orders")
      .select("id")
      .where("idempotency_key", "=", input.idempotencyKey)
      .execute();
    expect(orders).toHaveLength(1);
    expect(await shop.settled(orders[0]?.id as OrderId)).toBe("confirmed");
    expect(await shop.provider.charges([...numbers][0] ?? "")).toHaveLength(1);
    expect(await stockOf(shop.db, product.variants[0].id)).toEqual({ onHand: 99, reserved: 0 });

    const later = await placeOrder(shop.deps, actor, { input, accountEmail: null, traceparent: null });
    expect(later).toMatchObject({ number: [...numbers][0], status: "confirmed" });
    const otherBody = { ...input, email: "somebody@example.com" };
    await expect(
      placeOrder(shop.deps, actor, { input: otherBody, accountEmail: null, traceparent: null }),
    ).rejects.toSatisfy((error) => isAppError(error, "idempotency_conflict"));
  });

  it("settles many orders over the same few variants, in whatever order their lines are", async () => {
    const products = await Promise.all(
      Array.from({ length: 5 }, () => createProduct(shop.db, { variants: [{ onHand: 40 }] })),
    );
    const placed = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        const lines = products
          .filter((_product, index) => (n + index) % 3 !== 0)
          .map((product) => ({ variantId: product.variants[0].id, quantity: 1 + (n % 2) }));
        return shop.place({
          lines: n % 2 === 0 ? lines : lines.toReversed(),
          token: n % 7 === 0 ? "tok_decline" : "tok_approve",
        });
      }),
    );
    const statuses = await Promise.all(placed.map(({ orderId }) => shop.settled(orderId)));
    expect(new Set(statuses)).toEqual(new Set(["confirmed", "cancelled"]));
    for (const product of products) {
      const stock = await stockOf(shop.db, product.variants[0].id);
      expect(stock.reserved).toBe(0);
      expect(stock.onHand).toBeGreaterThanOrEqual(0);
    }
    const stuck = await shop.db
      .selectFrom("saga.sagas")
      .select("id")
      .where("state", "not in", ["completed", "compensated"])
      .execute();
    expect(stuck).toEqual([]);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });
});
