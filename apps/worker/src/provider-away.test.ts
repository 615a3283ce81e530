import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { UNDO_RETRIES } from "@cartwright/core/saga/engine/retry-policy";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import { afterEach, describe, expect, it, vi } from "vitest";
import { backends } from "./testing/backends.ts";
import { createTestShop, type TestShop, type TestShopOptions } from "./testing/harness.ts";
import { brokenInvariants, sagaStates, stockOf, timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

describe.each(backends)("a payment provider that is away, on $name", ({ redisUrl }) => {
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

  it("retries a provider that is down until the attempts are exhausted, then cancels", async () => {
    await open();
    await shop.provider.stop();
    const variantId = await shelve(1);
    await shop.startWorker();
    const { orderId } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    expect(await shop.settled(orderId)).toBe("cancelled");
    const timeline = await timelineOf(shop.db, orderId);
    expect(timeline.filter((type) => type === "saga.retry_scheduled")).toHaveLength(5);
    expect(timeline.slice(-3)).toEqual(["payment.failed", "inventory.released", "order.cancelled"]);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 1, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("finishes the order when the provider returns within the attempts", async () => {
    await open({ random: () => 0.5 });
    await shop.provider.stop();
    const variantId = await shelve(1);
    await shop.startWorker();
    const { orderId, number } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await until(async () => ((await timelineOf(shop.db, orderId)).includes("saga.retry_scheduled") ? true : null));
    await shop.provider.start();
    expect(await shop.settled(orderId)).toBe("confirmed");
    expect(await shop.provider.charges(number)).toHaveLength(1);
  });

  it("marks a saga whose undo fails as stuck, says so, and finishes it when it is retried", async () => {
    await open();
    const variantId = await shelve(1);
    const worker = await shop.startWorker();
    const { orderId, number, actor } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await shop.settled(orderId);
    const warned = vi.spyOn(worker.deps.logger, "warn");
    const failed = vi.spyOn(worker.deps.logger, "error");
    await shop.provider.stop();
    await cancelOrder(worker.deps, actor, number);
    await until(async () => ((await timelineOf(shop.db, orderId)).includes("saga.retry_scheduled") ? true : null));
    const attempts = UNDO_RETRIES.attemptsMax - 2;
    await sql`update saga.sagas set attempts = ${attempts} where order_id = ${orderId} and state = 'running'`.execute(
      shop.db,
    );
    await until(async () => ((await sagaStates(shop.db, orderId)).includes("stuck") ? true : null));
    const facts = expect.objectContaining({ orderNumber: number, action: expect.stringMatching(/\w/) });
    expect(warned).toHaveBeenCalledWith(facts, "a refund failed and is retried");
    expect(failed).toHaveBeenCalledWith(facts, "a saga is stuck");
    expect(await timelineOf(shop.db, orderId)).toContain("saga.stuck");
    await shop.provider.start();
    await sql`update saga.sagas set updated_at = now() - interval '2 hours' where state = 'stuck'`.execute(shop.db);
    await until(async () =>
      (await sagaStates(shop.db, orderId)).every((state) => state === "completed") ? true : null,
    );
    expect((await shop.provider.charges(number)).map(({ status }) => status)).toEqual(["refunded"]);
    expect(await stockOf(shop.db, variantId)).toEqual({ onHand: 1, reserved: 0 });
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("tells a person once that a refund has been failing for long, and goes on retrying", async () => {
    await open({ random: () => 0.2 });
    const variantId = await shelve(1);
    const worker = await shop.startWorker();
    const { orderId, number, actor } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await shop.settled(orderId);
    const failed = vi.spyOn(worker.deps.logger, "error");
    await shop.provider.stop();
    await cancelOrder(worker.deps, actor, number);
    const retries = async () => (await timelineOf(shop.db, orderId)).filter((type) => type === "saga.retry_scheduled");
    await until(async () => ((await retries()).length > 0 ? true : null));
    await sql`
      update saga.sagas set data = data || jsonb_build_object('failingSince', '2026-01-01T00:00:00.000Z')
      where order_id = ${orderId} and state = 'running'`.execute(shop.db);
    const alarms = () => failed.mock.calls.filter(([, message]) => message === "an undo has been failing for long");
    await until(async () => (alarms().length > 0 ? true : null));
    const before = (await retries()).length;
    await until(async () => ((await retries()).length > before + 1 ? true : null));
    expect(alarms()).toMatchObject([[{ orderNumber: number, since: "2026-01-01T00:00:00.000Z" }, expect.anything()]]);
    await shop.provider.start();
    await until(async () =>
      (await sagaStates(shop.db, orderId)).every((state) => state === "completed") ? true : null,
    );
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("retries a failing refund at once when its provider returns", async () => {
    let patience = 0;
    await open({ random: () => patience });
    const variantId = await shelve(1);
    const worker = await shop.startWorker();
    const { orderId, number, actor } = await shop.place({ lines: [{ variantId, quantity: 1 }] });
    await shop.settled(orderId);
    await shop.provider.stop();
    await cancelOrder(worker.deps, actor, number);
    const retries = async () => (await timelineOf(shop.db, orderId)).filter((type) => type === "saga.retry_scheduled");
    await until(async () => ((await retries()).length >= 5 ? true : null));
    // The next retry is as far away as the alarm.
    patience = 1_000;
    const isResting = sql<{ rests: boolean }>`
      select bool_or(wake_at > now() + interval '10 minutes') as rests from saga.sagas where order_id = ${orderId}`;
    await until(async () => ((await isResting.execute(shop.db)).rows[0]?.rests ? true : null));
    await shop.provider.start();
    await until(async () =>
      (await sagaStates(shop.db, orderId)).every((state) => state === "completed") ? true : null,
    );
    expect((await shop.provider.charges(number)).map(({ status }) => status)).toEqual(["refunded"]);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });
});
