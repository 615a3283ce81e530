import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import { compensateSagaAsStaff, previewSagaActsAsStaff, skipStepAsStaff } from "@cartwright/core/admin/act-on-saga";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { newId } from "@cartwright/core/kernel/ids";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { beginBatch, recordBatch, type RemoteCall } from "@cartwright/core/saga/engine/step-batch";
import { SAGAS } from "@cartwright/core/saga/flows/definitions";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, sagaStates, stockOf, timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

const PRICE = 30_000;
let shop: TestShop;
let act: StaffAct;
let gateways: PaymentGateways;
let variantId: Parameters<TestShop["place"]>[0]["lines"][number]["variantId"];
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "decided by hand" };
  const where = { webhookUrl: `${shop.origin}/api/webhooks/sandbox`, returnOrigin: shop.origin };
  gateways = new Map([["sandbox", createSandboxGateway({ url: shop.provider.url, webhookSecrets: ["s"], ...where })]]);
  const { variants } = await createProduct(shop.db, { variants: [{ priceMinor: PRICE, onHand: 10 }] });
  variantId = variants[0].id;
});
afterAll(() => shop.close());

const deps = () => ({ ...shop.deps, settings: { paymentProviders: ["sandbox"], publicOrigin: shop.origin } });
const context = () => ({
  db: shop.db,
  failPoints: shop.failPoints,
  registry: SAGAS,
  settings: { holdSeconds: 900 },
  site: { publicOrigin: shop.origin },
  random: () => 0,
});

/** The test is the worker here, so that it can stop between any two halves of a step. */
async function placeOrder() {
  const order = await shop.place({ lines: [{ variantId, quantity: 1 }] });
  return { ...order, sagaId: await openSaga(order.orderId) };
}
type Placed = Awaited<ReturnType<typeof placeOrder>>;

async function openSaga(orderId: string): Promise<SagaId> {
  const saga = shop.db.selectFrom("saga.sagas").select("id").where("order_id", "=", orderId);
  return (await saga.where("finished_at", "is", null).executeTakeFirstOrThrow()).id as SagaId; // its own id
}

type Command = Parameters<typeof beginBatch>[1];
async function send({ orderId, sagaId }: Placed, name: Command) {
  const command = { orderId, sagaId, version: 1 as const };
  return (await beginBatch(context(), name, [{ messageId: newId<MessageId>(), traceparent: null, command }]))
    .results[0];
}
async function beginPayment(order: Placed): Promise<RemoteCall> {
  await send(order, "inventory.reserve");
  const call = await send(order, "payment.process");
  if (typeof call !== "object") throw new Error(`no call was begun: ${call}`);
  return call;
}
const record = async (call: RemoteCall) =>
  recordBatch(context(), "payment.process", [{ ...call, response: await call.action.call(gateways, call.request) }]);

/** Lets the worker finish whatever is open. */
async function settle({ orderId }: Placed) {
  await shop.startWorker();
  await until(async () =>
    (await sagaStates(shop.db, orderId)).every((state) => /^comp.*ed$/.test(state)) ? true : null,
  );
  await shop.stopWorker();
}
const auditsOf = async ({ sagaId }: Placed) => {
  const entries = shop.db.selectFrom("audit.entries").select(["action", "reason"]).where("subject_id", "=", sagaId);
  return entries.execute();
};
const compensate = (order: Placed) => compensateSagaAsStaff(deps(), order, act);
const skip = (order: Placed, step: string) => skipStepAsStaff(deps(), { ...order, step }, act);
const preview = ({ number, sagaId }: Placed) => previewSagaActsAsStaff(shop.db, { number, sagaId });
const orderRow = ({ orderId }: Placed) =>
  shop.db.selectFrom("orders.orders").select(["status", "payment_status"]).where("id", "=", orderId).executeTakeFirst();

describe("undoing a checkout by hand", () => {
  it("undoes a payment that is made at that moment, once for two people", async () => {
    const order = await placeOrder();
    const before = await stockOf(shop.db, variantId);
    const call = await beginPayment(order);
    expect((await preview(order)).compensate).toMatchObject({
      steps: ["pay", "reserve", "place"],
      refundMinor: 0,
      mayBeCharged: true,
      refusal: null,
    });
    await Promise.all([compensate(order), compensate(order), record(call)]);
    await settle(order);
    expect(await orderRow(order)).toMatchObject({ status: "cancelled" });
    const [charge] = await shop.provider.charges(order.number);
    expect(charge).toMatchObject({ status: "refunded", refundedMinor: PRICE });
    expect((await stockOf(shop.db, variantId)).reserved).toBe(before.reserved);
    expect(await auditsOf(order)).toEqual([{ action: "sagas.compensate", reason: act.reason }]);
    expect((await timelineOf(shop.db, order.orderId)).filter((type) => type === "saga.undoing")).toHaveLength(1);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });

  it("is refused once it has ended, and changes nothing when it is being undone", async () => {
    const order = await placeOrder();
    await compensate(order);
    expect((await preview(order)).compensate.refusal).toBe("already_undoing");
    await settle(order);
    await compensate(order);
    expect(await auditsOf(order)).toHaveLength(1);
    const sold = await placeOrder();
    await settle(sold);
    await expect(compensate(sold)).rejects.toMatchObject({ reason: "illegal_transition" });
    expect((await preview(sold)).compensate.refusal).toBe("ended");
  });
});

describe("skipping a step by hand", () => {
  it("goes on without its effect, once for two people, and never skips what money depends on", async () => {
    const sold = await placeOrder();
    await settle(sold);
    await cancelOrder(shop.deps, sold.actor, sold.number);
    const order = { ...sold, sagaId: await openSaga(sold.orderId) };
    const stuckAt = (step: string) =>
      sql`update saga.sagas set state = 'stuck', step = ${step}, data = data || '{"resumeAs": "running"}'
        where id = ${order.sagaId}`.execute(shop.db);
    await stuckAt("refund");
    expect((await preview(order)).skip).toEqual({ effect: null, refusal: "step_needed" });
    await expect(skip(order, "refund")).rejects.toMatchObject({ reason: "illegal_transition" });
    await sql`update saga.sagas set state = 'running' where id = ${order.sagaId}`.execute(shop.db);
    const call = await send(order, "payment.refund");
    if (typeof call !== "object") throw new Error("no refund was begun");
    await recordBatch(context(), "payment.refund", [
      { ...call, response: await call.action.call(gateways, call.request) },
    ]);
    expect((await preview(order)).skip).toEqual({ effect: null, refusal: "not_failing" });
    await stuckAt("restock");
    expect((await preview(order)).skip).toEqual({ effect: "stock_not_returned", refusal: null });
    expect((await preview(order)).compensate.refusal).toBe("no_way_back");
    const { onHand } = await stockOf(shop.db, variantId);
    await Promise.all([skip(order, "restock"), skip(order, "restock")]);
    await skip(order, "restock");
    await settle(order);
    expect((await stockOf(shop.db, variantId)).onHand).toBe(onHand);
    expect(await auditsOf(order)).toEqual([{ action: "sagas.skip", reason: act.reason }]);
    const skipped = shop.db.selectFrom("saga.journal").select(["step", "error"]).where("outcome", "=", "skipped");
    expect(await skipped.where("saga_id", "=", order.sagaId).execute()).toEqual([
      { step: "restock", error: act.reason },
    ]);
  });
});
