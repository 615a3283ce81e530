import { randomUUID } from "node:crypto";
import type { MessageId } from "@cartwright/contracts/ids";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { createDeliveryRules, createProduct, newGuest, testDeps } from "../../testing/fixtures.ts";
import { setLine } from "../../cart/set-line.ts";
import { quoteCheckout } from "../flows/checkout/quote-checkout.ts";
import { ADDRESS } from "../../testing/fixtures.ts";
import { deadLetterMessage } from "./dead-letter-message.ts";
import { SAGAS } from "../flows/definitions.ts";
import { placeOrder } from "../flows/checkout/place-order.ts";
import { retryStuckSagas, STUCK_POLICY } from "./wake-sagas.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createDeliveryRules(database.db);
});
afterAll(() => database.close());

/** An order that waits for its stock to be reserved. */
async function place() {
  const deps = testDeps(database.db);
  const actor = newGuest();
  const product = await createProduct(deps.db);
  await setLine(deps, actor, { variantId: product.variants[0].id, quantity: 1 });
  const choice = { shippingAddress: ADDRESS, shippingMethodId: "standard" };
  const { totalMinor } = await quoteCheckout(deps, actor, { ...choice, accountEmail: null });
  const input = {
    ...choice,
    idempotencyKey: randomUUID(),
    email: "kim@example.com",
    payment: { provider: "sandbox" as const, token: "tok_approve" },
    expectedTotalMinor: totalMinor,
  };
  const { number } = await placeOrder(deps, actor, { input, accountEmail: null, traceparent: null });
  const order = await deps.db
    .selectFrom("orders.orders")
    .innerJoin("saga.sagas", "saga.sagas.order_id", "orders.orders.id")
    .select(["saga.sagas.id as sagaId", "orders.orders.id as orderId"])
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  const stateOf = async () =>
    deps.db.selectFrom("saga.sagas").select(["state", "step"]).where("id", "=", order.sagaId).executeTakeFirstOrThrow();
  return { deps, number, ...order, stateOf };
}

const dead = (name: string, payload: unknown) => ({
  queue: "inventory",
  name,
  messageId: newId<MessageId>(),
  payload,
  cause: "internal",
  error: "it broke",
  attempts: 10,
});

it("stores a message once, marks its saga as stuck, and tells a person which order it is and what to do", async () => {
  const { deps, number, sagaId, orderId, stateOf } = await place();
  const message = dead("inventory.reserve", { sagaId, orderId, version: 1 });
  const logged = vi.spyOn(deps.logger, "error");
  await deadLetterMessage(deps, SAGAS, message);
  const facts = expect.objectContaining({ orderNumber: number, action: expect.stringMatching(/\w/) });
  expect(logged.mock.calls).toEqual([
    [facts, "dead letter"],
    [facts, "a saga is stuck"],
  ]);
  logged.mockRestore();
  await deadLetterMessage(deps, SAGAS, message);
  const letters = await deps.db
    .selectFrom("saga.dead_letters")
    .select(["cause", "error", "attempts", "saga_id", "order_id", "state"])
    .where("message_id", "=", message.messageId)
    .execute();
  expect(letters).toEqual([
    { cause: "internal", error: "it broke", attempts: 10, saga_id: sagaId, order_id: orderId, state: "open" },
  ]);
  expect(await stateOf()).toEqual({ state: "stuck", step: "reserve" });
  const events = await deps.db
    .selectFrom("orders.order_events")
    .select("type")
    .where("order_id", "=", orderId)
    .execute();
  expect(events.filter(({ type }) => type === "saga.stuck")).toHaveLength(1);
});

it("leaves a saga alone that no longer waits for the message", async () => {
  const { deps, sagaId, orderId, stateOf } = await place();
  await deadLetterMessage(deps, SAGAS, dead("order.confirm", { sagaId, orderId, version: 1 }));
  expect(await stateOf()).toEqual({ state: "running", step: "reserve" });
});

it("resumes a stuck saga in its direction after its rest, and not before", async () => {
  const { deps, sagaId, orderId, stateOf } = await place();
  await deadLetterMessage(deps, SAGAS, dead("inventory.reserve", { sagaId, orderId, version: 1 }));
  await deps.db.deleteFrom("saga.outbox").execute();
  await retryStuckSagas(deps, SAGAS, { limit: 10, policy: STUCK_POLICY });
  expect((await stateOf()).state).toBe("stuck");
  await retryStuckSagas(deps, SAGAS, { limit: 10, policy: { ...STUCK_POLICY, restMs: 0 } });
  expect(await stateOf()).toEqual({ state: "running", step: "reserve" });
  const commands = await deps.db
    .selectFrom("saga.outbox")
    .select("payload")
    .where("name", "=", "inventory.reserve")
    .execute();
  expect(commands).toContainEqual({ payload: { sagaId, orderId, version: 1 } });
});

it("names a stuck saga once whose retries are exhausted, with its order and what to do", async () => {
  const { deps, number, sagaId, orderId } = await place();
  await deadLetterMessage(deps, SAGAS, dead("inventory.reserve", { sagaId, orderId, version: 1 }));
  await deps.db.updateTable("saga.sagas").set({ retries: STUCK_POLICY.retriesMax }).where("id", "=", sagaId).execute();
  const logged = vi.spyOn(deps.logger, "error");
  const page = { limit: 10, policy: STUCK_POLICY };
  await retryStuckSagas(deps, SAGAS, page);
  await retryStuckSagas(deps, SAGAS, page);
  const facts = {
    orderNumber: number,
    orderId,
    sagaId,
    step: "reserve",
    error: "it broke",
    action: expect.stringMatching(/\w/),
  };
  expect(logged.mock.calls.filter(([of]) => (of as { sagaId?: string }).sagaId === sagaId)).toEqual([
    [expect.objectContaining(facts), expect.stringContaining("waits for a person")],
  ]);
  logged.mockRestore();
});

it("loses no line when the connection is lost after the commit", async () => {
  const { deps, number, sagaId, orderId } = await place();
  /** Dependencies whose database can be reached once. */
  const reachedOnce = () => {
    let left = 1;
    const pool = new Proxy(database.pool, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (name === "connect" && left-- <= 0) return () => Promise.reject(new Error("the database is away"));
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    return { ...deps, db: createDb(pool) };
  };
  const logged = vi.spyOn(deps.logger, "error");
  await deadLetterMessage(reachedOnce(), SAGAS, dead("inventory.reserve", { sagaId, orderId, version: 1 }));
  await deps.db.updateTable("saga.sagas").set({ retries: STUCK_POLICY.retriesMax }).where("id", "=", sagaId).execute();
  await retryStuckSagas(reachedOnce(), SAGAS, { limit: 10, policy: STUCK_POLICY });
  const facts = expect.objectContaining({ orderNumber: number });
  expect(logged.mock.calls).toEqual([
    [facts, "dead letter"],
    [facts, "a saga is stuck"],
    [facts, expect.stringContaining("waits for a person")],
  ]);
  logged.mockRestore();
});
