import type { SagaId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { readDashboard } from "../../admin/read-dashboard.ts";
import { newId } from "../../kernel/ids.ts";
import { createOrder, createProduct, newGuest, testDeps } from "../../testing/fixtures.ts";
import { createPayment } from "../../testing/payments.ts";
import { SAGAS } from "../flows/definitions.ts";
import { resumeSaga } from "./resume-saga.ts";
import { retryStuckSagas, STUCK_POLICY } from "./wake-sagas.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.db.deleteFrom("saga.sagas").execute();
});
afterAll(() => database.close());

/** A checkout that is stuck at undoing its payment, with stock reserved and the payment captured. */
async function stuckCheckout() {
  const { db } = database;
  const order = await createOrder(db, newGuest(), { status: "reserved" });
  const product = await createProduct(db);
  const sagaId = newId<SagaId>();
  const reservation = { id: newId(), order_id: order.id, variant_id: product.variants[0].id, quantity: 2 };
  await db
    .insertInto("inventory.reservations")
    .values({ ...reservation, expires_at: sql<Date>`now() + interval '1 day'` })
    .execute();
  const payment = await createPayment(db, { orderId: order.id, orderNumber: order.number, sagaId });
  const data = {
    resumeAs: "compensating",
    chargeMayExist: true,
    payment: { provider: "sandbox", token: "tok_approve" },
  };
  await db
    .insertInto("saga.sagas")
    .values({
      id: sagaId,
      order_id: order.id,
      kind: "checkout",
      definition_version: 1,
      state: "stuck",
      step: "pay",
      attempts: 10,
      failure: "out_of_stock",
      last_error: "out of service",
      data: JSON.stringify(data),
    })
    .execute();
  const byId = db.selectFrom("saga.sagas").where("id", "=", sagaId);
  return {
    order,
    sagaId,
    saga: () => byId.select(["state", "retries", "escalated_at", "data", "last_error"]).executeTakeFirstOrThrow(),
    /** What the order holds: its stock and its payment. */
    holdings: async () => ({
      stock: await db.selectFrom("inventory.reservations").selectAll().where("order_id", "=", order.id).execute(),
      payment: await db.selectFrom("payments.payments").selectAll().where("id", "=", payment.id).execute(),
    }),
    /** Its undo fails permanently once more. */
    fail: () =>
      sql`update saga.sagas set state = 'stuck', attempts = 10, last_error = 'out of service' where id = ${sagaId}`.execute(
        db,
      ),
    /** Moves its clock: it has been stuck for this long. */
    rest: (hours: number) =>
      sql`update saga.sagas set updated_at = now() - ${hours} * interval '1 hour' where id = ${sagaId}`.execute(db),
  };
}

/** The sweep as the worker runs it, and what it logged as errors. */
function sweeper() {
  const deps = testDeps(database.db);
  const said = vi.spyOn(deps.logger, "error");
  return { said, deps, sweep: () => retryStuckSagas(deps, SAGAS, { limit: 10, policy: STUCK_POLICY }) };
}

/** Uses up all retries of a saga. */
async function spendTries(stuck: Awaited<ReturnType<typeof stuckCheckout>>, sweep: () => Promise<number>) {
  for (let retry = 0; retry < STUCK_POLICY.retriesMax; retry += 1) {
    await stuck.rest(1_000);
    await sweep();
    expect(await stuck.saga()).toMatchObject({ state: "compensating", retries: retry + 1, escalated_at: null });
    await stuck.fail();
  }
}

it("rests twice as long before each further retry", async () => {
  const stuck = await stuckCheckout();
  const { sweep } = sweeper();
  for (const [retries, hours] of [1, 2, 4, 8, 16].entries()) {
    await stuck.rest(hours * 0.99);
    expect(await sweep()).toBe(0);
    expect(await stuck.saga()).toMatchObject({ state: "stuck", retries });
    await stuck.rest(hours * 1.01);
    expect(await sweep()).toBe(1);
    expect(await stuck.saga()).toMatchObject({ state: "compensating", retries: retries + 1 });
    await stuck.fail();
  }
});

it("escalates a saga after its retries: named once in the log, shown for as long as it waits, with everything it holds", async () => {
  const stuck = await stuckCheckout();
  const { sweep, said } = sweeper();
  const [before, { data }] = [await stuck.holdings(), await stuck.saga()];
  await spendTries(stuck, sweep);
  expect(said).not.toHaveBeenCalled();
  expect(await sweep()).toBe(1);
  await stuck.rest(10_000);
  expect(await sweep()).toBe(0);

  const facts = { sagaId: stuck.sagaId, orderId: stuck.order.id, orderNumber: stuck.order.number };
  expect(said.mock.calls).toEqual([
    [
      expect.objectContaining({ ...facts, kind: "checkout", step: "pay", reason: "out_of_stock" }),
      expect.stringContaining("waits for a person"),
    ],
  ]);
  const { attention } = await readDashboard(database.db);
  expect(attention.stuck).toMatchObject([{ number: stuck.order.number, step: "pay" }]);
  expect(await stuck.saga()).toMatchObject({ state: "stuck", retries: STUCK_POLICY.retriesMax, data });
  expect(before.stock).toHaveLength(1);
  expect(before.payment).toHaveLength(1);
  expect(await stuck.holdings()).toEqual(before);
});

it("gets all its retries back when a person resumes it", async () => {
  const stuck = await stuckCheckout();
  const { sweep, deps, said } = sweeper();
  await spendTries(stuck, sweep);
  await sweep();
  await resumeSaga(deps, SAGAS, { orderId: stuck.order.id, sagaId: stuck.sagaId, also: async () => undefined });
  expect(await stuck.saga()).toMatchObject({ state: "compensating", retries: 0, escalated_at: null });
  await stuck.fail();
  await spendTries(stuck, sweep);
  await sweep();
  expect(said).toHaveBeenCalledTimes(2);
});
