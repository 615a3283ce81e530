import { randomUUID } from "node:crypto";
import { cancelOrder, cancelOrderAsStaff } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { newId } from "@cartwright/core/kernel/ids";
import { derivedId } from "@cartwright/core/kernel/ids";
import { readPaymentsOfOrders } from "@cartwright/core/payments/read-payments";
import { recordOutcomes } from "@cartwright/core/payments/record-outcomes";
import { openRefund, recordRefund } from "@cartwright/core/payments/refund-payment";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { connectQueues } from "@cartwright/queue/connect";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { backends } from "./testing/backends.ts";
import { createTestShop, type TestShop, type TestShopOptions } from "./testing/harness.ts";
import { brokenInvariants, sagaStates, stockOf, timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

describe.each(backends)("failures on $name", ({ redisUrl }) => {
  let shop: TestShop;
  const open = async (options: TestShopOptions = {}) => {
    shop = await createTestShop({ redisUrl, random: () => 0, ...options });
    return shop;
  };
  afterEach(() => shop.close());

  async function shelve(onHand: number) {
    const product = await createProduct(shop.db, { variants: [{ onHand }] });
    return product.variants[0].id;
  }

  async function sagaOf(orderId: string) {
    return shop.db
      .selectFrom("saga.sagas")
      .select(["id", "state", "step", "failure", "attempts"])
      .where("order_id", "=", orderId)
      .executeTakeFirstOrThrow();
  }

  it("gives the last units to the first orders, and cancels the others without charging them", async () => {
    await open();
    const variantId = await shelve(3);
    const orders = [];
    // No order has been served yet, so all of them pass the check at placement.
    for (let n = 0; n < 5; n += 1) orders.push(await shop.place({ lines: [{ variantId, quantity: 1 }] }));
    await shop.startWorker();
    const statuses = [];
    for (const { orderId } of orders) statuses.push(await shop.settled(orderId));
    expect(statuses).toEqual(["confirmed", "confirmed", "confirmed", "cancelled", "cancelled"]);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 0, reserved: 0 });
    expect(await timelineOf(shop.db, orders[4]?.orderId ?? newId())).toEqual([
      "order.created",
      "inventory.reservation_failed",
      "order.cancelled",
    ]);
    expect(await shop.provider.charges(orders[4]?.number ?? "")).toEqual([]);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("cancels the charge and releases the stock when a hold expires while the shopper hesitates", async () => {
    await open();
    const variantId = await shelve(1);
    await shop.startWorker();
    const { orderId, number } = await shop.place({ lines: [{ variantId, quantity: 1 }], token: "tok_action" });
    await until(async () => ((await timelineOf(shop.db, orderId)).includes("payment.action_required") ? true : null));
    // The time of the hold is moved, not waited for.
    const past = JSON.stringify({ holdExpiresAt: "2026-01-01T00:00:00.000Z" });
    await sql`
      update saga.sagas set data = data || ${past}::jsonb, wake_at = now() - interval '1 second'
      where order_id = ${orderId}`.execute(shop.db);
    expect(await shop.settled(orderId)).toBe("cancelled");
    expect(await timelineOf(shop.db, orderId)).toEqual([
      "order.created",
      "inventory.reserved",
      "payment.action_required",
      "payment.failed",
      "inventory.released",
      "order.cancelled",
    ]);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 1, reserved: 0 });
    expect((await shop.provider.charges(number)).map(({ status }) => status)).toEqual(["voided"]);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("looks the charge up at the provider when no webhook arrives", async () => {
    await open({ decideMs: 100 });
    shop.acceptWebhooks(false);
    const variantId = await shelve(1);
    await shop.startWorker();
    const { orderId, number } = await shop.place({ lines: [{ variantId, quantity: 1 }], token: "tok_timeout" });
    await until(async () => ((await timelineOf(shop.db, orderId)).includes("payment.delayed") ? true : null));
    // The look-up is due in a few seconds. Its time is moved, not waited for.
    await sql`update saga.sagas set wake_at = now() - interval '1 second' where order_id = ${orderId}`.execute(shop.db);
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await shop.provider.charges(number)).toHaveLength(1);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("resumes a saga whose command was lost", async () => {
    await open();
    const variantId = await shelve(1);
    const { orderId } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await sql`delete from saga.outbox`.execute(shop.db);
    await sql`update saga.sagas set wake_at = now() - interval '1 second' where order_id = ${orderId}`.execute(shop.db);
    await shop.startWorker();
    expect(await shop.settled(orderId)).toBe("confirmed");
  });

  it("handles a message that is delivered twice once", async () => {
    await open();
    const variantId = await shelve(5);
    await shop.startWorker();
    const { orderId } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await shop.settled(orderId);
    const journal = () =>
      shop.db.selectFrom("saga.journal").select(["seq", "step", "outcome"]).orderBy("seq").execute();
    const before = await journal();
    await sql`update saga.outbox set published_at = null, claimed_until = null where kind = 'command'`.execute(shop.db);
    await until(async () => {
      const left = await shop.db.selectFrom("saga.outbox").select("id").where("published_at", "is", null).execute();
      return left.length === 0 ? true : null;
    });
    const other = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await shop.settled(other.orderId);
    expect(await timelineOf(shop.db, orderId)).toHaveLength(4);
    expect((await journal()).slice(0, before.length)).toHaveLength(before.length);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 3, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("dead-letters a message without a valid schema at once, and serves the others", async () => {
    await open();
    const variantId = await shelve(5);
    const messageId = randomUUID();
    await shop.startWorker();
    const connection = connectQueues(
      { redisUrl, databaseUrl: shop.databaseUrl, redisPrefix: shop.redisPrefix },
      () => undefined,
    );
    await connection.ping();
    const queue = connection.createQueue("inventory");
    const poison = { messageId, traceparent: null, payload: { orderId: "not an id", version: 99 } };
    await queue.add("inventory.reserve", { messages: [poison] }, { jobId: messageId, removeOnComplete: true });
    const letter = await until(async () => {
      const row = await shop.db.selectFrom("saga.dead_letters").selectAll().executeTakeFirst();
      return row ?? null;
    });
    expect(letter).toMatchObject({ message_id: messageId, name: "inventory.reserve", cause: "poison", attempts: 1 });
    await queue.close();
    await connection.close();
    const { orderId } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await shop.db.selectFrom("saga.dead_letters").select("id").execute()).toHaveLength(1);
  });

  it("dead-letters a command for an order that does not exist, and a job of a foreign form, with their payloads", async () => {
    await open();
    await shop.startWorker();
    const connection = connectQueues(
      { redisUrl, databaseUrl: shop.databaseUrl, redisPrefix: shop.redisPrefix },
      () => undefined,
    );
    await connection.ping();
    const queue = connection.createQueue("inventory");
    const payload = { orderId: newId(), sagaId: newId(), version: 1 };
    const message = { messageId: randomUUID(), traceparent: null, payload };
    await queue.add("inventory.reserve", { messages: [message] }, { jobId: message.messageId, removeOnComplete: true });
    await queue.add("inventory.reserve", { card: "4242424242424242" }, { jobId: "foreign", removeOnComplete: true });
    const letters = await until(async () => {
      const rows = await shop.db.selectFrom("saga.dead_letters").selectAll().orderBy("failed_at").execute();
      return rows.length === 2 ? rows : null;
    });
    expect(letters).toContainEqual(
      expect.objectContaining({ message_id: message.messageId, payload, cause: "poison", attempts: 1 }),
    );
    expect(letters).toContainEqual(expect.objectContaining({ payload: { card: "[redacted]" }, cause: "poison" }));
    await queue.close();
    await connection.close();
  });

  it("retries a step that throws for good on the timeline, then gives the money back and cancels", async () => {
    await open();
    const variantId = await shelve(2);
    const orders = [];
    for (let n = 0; n < 2; n += 1) orders.push(await shop.place({ lines: [{ variantId, quantity: 1 }] }));
    shop.failPoints.arm("saga.before-step", (command) => {
      if (command === "order.confirm") throw new Error("a bug in the confirmation");
    });
    await shop.startWorker();
    for (const { orderId, number } of orders) {
      expect(await shop.settled(orderId)).toBe("cancelled");
      const timeline = await timelineOf(shop.db, orderId);
      expect(timeline.filter((type) => type === "saga.retry_scheduled")).toHaveLength(5);
      expect(await sagaOf(orderId)).toMatchObject({ state: "compensated", failure: "internal" });
      expect((await shop.provider.charges(number)).map(({ status }) => status)).toEqual(["refunded"]);
    }
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 2, reserved: 0 });
    // The queue had no part in it.
    expect(await shop.db.selectFrom("saga.dead_letters").select("id").execute()).toEqual([]);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("finishes an order whose step threw for a while", async () => {
    await open();
    const variantId = await shelve(1);
    let left = 3;
    shop.failPoints.arm("saga.before-journal", (command) => {
      if (command === "payment.process" && left-- > 0) throw new Error("a bug in the payment");
    });
    await shop.startWorker();
    const { orderId, number } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await timelineOf(shop.db, orderId)).toContain("saga.retry_scheduled");
    expect(await shop.provider.charges(number)).toHaveLength(1);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("cancels a confirmed order: marked at once, refunded, restocked, mailed", async () => {
    await open();
    const variantId = await shelve(2);
    const worker = await shop.startWorker();
    const { orderId, number, actor } = await shop.place({ lines: [{ variantId, quantity: 2 }] });
    await shop.settled(orderId);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 0, reserved: 0 });
    await cancelOrder(worker.deps, actor, number);
    await cancelOrder(worker.deps, actor, number);
    await until(async () => ((await sagaStates(shop.db, orderId)).join() === "completed,completed" ? true : null));
    expect(await timelineOf(shop.db, orderId)).toEqual([
      "order.created",
      "inventory.reserved",
      "payment.processed",
      "order.confirmed",
      "order.cancelled",
      "payment.refunded",
    ]);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 2, reserved: 0 });
    const order = await shop.db
      .selectFrom("orders.orders")
      .select(["status", "total_minor", "refunded_minor"])
      .where("id", "=", orderId)
      .executeTakeFirstOrThrow();
    expect(order).toMatchObject({ status: "cancelled", refunded_minor: order.total_minor });
    expect((await shop.provider.charges(number)).map(({ status }) => status)).toEqual(["refunded"]);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("keeps the reason of staff who cancel a running checkout, and tells the shopper who did it", async () => {
    await open();
    const variantId = await shelve(1);
    const { orderId, number } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await cancelOrderAsStaff(shop.deps, { orderId, reason: "asked for by telephone", also: async () => undefined });
    await shop.startWorker();
    expect(await shop.settled(orderId)).toBe("cancelled");
    const { rows } = await sql<{ reason: string; message: string }>`
      select o.cancel_reason as reason, e.message from orders.orders o join orders.order_events e on e.order_id = o.id
      where o.id = ${orderId} and e.type = 'order.cancelled'`.execute(shop.db);
    expect(rows).toEqual([
      { reason: "asked for by telephone", message: "Our team cancelled this order. You haven't been charged." },
    ]);
    expect(await shop.provider.charges(number)).toEqual([]);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 1, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("follows a charge that was declined while its checkout was being cancelled", async () => {
    await open();
    const variantId = await shelve(1);
    const worker = await shop.startWorker();
    const { orderId, actor, number } = await shop.place({ lines: [{ variantId, quantity: 1 }], token: "tok_action" });
    await until(async () => ((await timelineOf(shop.db, orderId)).includes("payment.action_required") ? true : null));
    await shop.stopWorker();
    await cancelOrder(worker.deps, actor, number);
    await inTransaction(shop.db, async (tx) => {
      const payment = (await readPaymentsOfOrders(tx, [orderId])).get(orderId);
      if (!payment) throw new Error("no payment");
      const outcome = { kind: "declined", providerRef: null, reason: "payment_declined" } as const;
      await recordOutcomes(tx, [{ paymentId: payment.id, outcome }]);
    });
    await shop.startWorker();
    expect(await shop.settled(orderId)).toBe("cancelled");
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("brings an order in line with a refund that was recorded after its saga had moved on", async () => {
    await open();
    const variantId = await shelve(1);
    const worker = await shop.startWorker();
    const { orderId, actor, number } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await shop.settled(orderId);
    await shop.stopWorker();
    await cancelOrder(worker.deps, actor, number);
    const { id: sagaId } = await shop.db
      .selectFrom("saga.sagas")
      .select("id")
      .where("kind", "=", "cancellation")
      .executeTakeFirstOrThrow();
    // As the response of an attempt that another delivery of its message has overtaken.
    await inTransaction(shop.db, async (tx) => {
      const payment = (await readPaymentsOfOrders(tx, [orderId])).get(orderId);
      if (!payment) throw new Error("no payment");
      const idempotencyKey = derivedId("saga refund", sagaId);
      const { refund } = await openRefund(tx, { paymentId: payment.id, idempotencyKey, reason: "cancelled" });
      await recordRefund(tx, { paymentId: payment.id, refundId: refund?.id ?? "", providerRef: "re_1" });
    });
    await shop.startWorker();
    await until(async () => ((await sagaStates(shop.db, orderId)).join() === "completed,completed" ? true : null));
    const order = await shop.db
      .selectFrom("orders.orders")
      .select(["payment_status", "total_minor", "refunded_minor"])
      .executeTakeFirstOrThrow();
    expect(order).toMatchObject({ payment_status: "refunded", refunded_minor: order.total_minor });
    expect(await timelineOf(shop.db, orderId)).toContain("payment.refunded");
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("compensates a running checkout when its shopper cancels, and refunds a charge that was made meanwhile", async () => {
    await open();
    const variantId = await shelve(1);
    const worker = await shop.startWorker();
    const { orderId, number, actor } = await shop.place({ lines: [{ variantId, quantity: 1 }], token: "tok_slow" });
    await until(async () => ((await sagaOf(orderId)).step === "pay" ? true : null));
    await until(async () => ((await shop.provider.charges(number)).length > 0 ? true : null));
    await cancelOrder(worker.deps, actor, number);
    expect(await shop.settled(orderId)).toBe("cancelled");
    await until(async () => {
      const [charge] = await shop.provider.charges(number);
      return charge && charge.status !== "succeeded" && charge.status !== "pending" ? charge : null;
    });
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 1, reserved: 0 });
    await until(async () => (Object.keys(await brokenInvariants(shop.db)).length === 0 ? true : null));
  });
});
