import { createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, stockOf, timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";
import { backends } from "./testing/backends.ts";

const HAPPY = ["order.created", "inventory.reserved", "payment.processed", "order.confirmed"];
const DECLINED = ["order.created", "inventory.reserved", "payment.failed", "inventory.released", "order.cancelled"];

describe.each(backends)("a checkout on $name", ({ redisUrl }) => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await createTestShop({ redisUrl, random: () => 0 });
    await shop.startWorker();
  });
  afterAll(() => shop.close());

  async function buy(token: string) {
    const product = await createProduct(shop.db, { variants: [{ onHand: 10 }] });
    const variantId = product.variants[0].id;
    const placed = await shop.place({ lines: [{ variantId, quantity: 2 }], token });
    const status = await shop.settled(placed.orderId);
    const timeline = await timelineOf(shop.db, placed.orderId);
    const charges = await shop.provider.charges(placed.number);
    return { ...placed, variantId, status, timeline, charges, stock: await stockOf(shop.db, variantId) };
  }

  it.each([
    ["tok_approve", HAPPY],
    ["tok_slow", [HAPPY[0], HAPPY[1], "payment.delayed", HAPPY[2], HAPPY[3]]],
    ["tok_timeout", [HAPPY[0], HAPPY[1], "payment.delayed", HAPPY[2], HAPPY[3]]],
    ["tok_error_once", [HAPPY[0], HAPPY[1], "saga.retry_scheduled", HAPPY[2], HAPPY[3]]],
    ["tok_duplicate_webhook", HAPPY],
    ["tok_webhook_first", HAPPY],
  ])("%s: is confirmed, with one charge and the stock sold", async (token, timeline) => {
    const order = await buy(token);
    expect(order.status).toBe("confirmed");
    expect(order.timeline).toEqual(timeline);
    expect(order.charges).toHaveLength(1);
    expect(order.charges[0]).toMatchObject({ status: "succeeded", refundedMinor: 0 });
    expect(order.stock).toEqual({ onHand: 8, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it.each(["tok_decline", "tok_insufficient_funds"])(
    "%s: is cancelled, with the stock released, no money taken and the cart restored",
    async (token) => {
      const order = await buy(token);
      expect(order.status).toBe("cancelled");
      expect(order.timeline).toEqual(DECLINED);
      expect(order.stock).toEqual({ onHand: 10, reserved: 0 });
      expect(order.charges.filter(({ status }) => status === "succeeded")).toEqual([]);
      const cart = await shop.db
        .selectFrom("cart.lines")
        .innerJoin("cart.carts", "cart.carts.id", "cart.lines.cart_id")
        .select(["variant_id", "quantity"])
        .where("state", "=", "open")
        .where("variant_id", "=", order.variantId)
        .execute();
      expect(cart).toEqual([{ variant_id: order.variantId, quantity: 2 }]);
      const drafts = await shop.db
        .selectFrom("cart.checkout_drafts as draft")
        .innerJoin("cart.carts as again", "again.id", "draft.cart_id")
        .innerJoin("cart.carts as first", "first.id", "again.checkout_id")
        .select("draft.draft")
        .where("first.order_id", "=", order.orderId)
        .execute();
      expect(drafts).toMatchObject([{ draft: { shippingAddress: { country: "DE" }, shippingMethodId: "standard" } }]);
      expect(await brokenInvariants(shop.db)).toEqual({});
    },
  );

  it("tok_action: waits for the shopper, and is confirmed once they approve", async () => {
    const product = await createProduct(shop.db);
    const { orderId, number } = await shop.place({
      lines: [{ variantId: product.variants[0].id, quantity: 1 }],
      token: "tok_action",
    });
    const actionUrl = await until(async () => {
      const payment = await shop.db
        .selectFrom("payments.payments")
        .select("action_url")
        .where("order_id", "=", orderId)
        .executeTakeFirst();
      return payment?.action_url ?? null;
    });
    await fetch(actionUrl, { method: "POST", body: new URLSearchParams({ decision: "approve" }), redirect: "manual" });
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await timelineOf(shop.db, orderId)).toEqual([
      "order.created",
      "inventory.reserved",
      "payment.action_required",
      "payment.processed",
      "order.confirmed",
    ]);
    expect(await shop.provider.charges(number)).toHaveLength(1);
  });

  it("sends one confirmation mail, and leaves nothing in the outbox", async () => {
    const { orderId } = await buy("tok_duplicate_webhook");
    const mails = await until(async () => {
      const rows = await shop.db
        .selectFrom("notifications.mails")
        .select(["template", "state"])
        .where("order_id", "=", orderId)
        .execute();
      return rows.every((row) => row.state === "sent") && rows.length > 0 ? rows : null;
    });
    expect(mails).toEqual([{ template: "order_confirmed", state: "sent" }]);
    await until(async () => {
      const left = await shop.db.selectFrom("saga.outbox").select("id").where("published_at", "is", null).execute();
      return left.length === 0 ? true : null;
    });
    const letters = await shop.db.selectFrom("saga.dead_letters").select("id").execute();
    expect(letters).toEqual([]);
  });

  it("keeps the payment token out of every table that does not need it", async () => {
    const { orderId } = await buy("tok_approve");
    const journal = await shop.db
      .selectFrom("saga.journal")
      .innerJoin("saga.sagas", "saga.sagas.id", "saga.journal.saga_id")
      .select("payload")
      .where("order_id", "=", orderId)
      .execute();
    const events = await shop.db
      .selectFrom("orders.order_events")
      .selectAll()
      .where("order_id", "=", orderId)
      .execute();
    const outbox = await shop.db.selectFrom("saga.outbox").select("payload").execute();
    expect(JSON.stringify([journal, events, outbox])).not.toContain("tok_");
  });
});
