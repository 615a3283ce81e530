import type { MessageId, OrderId, SagaId } from "@cartwright/contracts/ids";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { listOrdersForStaff } from "@cartwright/core/admin/list-orders";
import { markRefundedAsStaff, previewManualRefund } from "@cartwright/core/admin/mark-refunded";
import { createReconciliation } from "@cartwright/core/admin/reconcile-books";
import { resumeSagaAsStaff } from "@cartwright/core/admin/resume-saga";
import { listDocumentsForStaff } from "@cartwright/core/admin/order-documents";
import { issueDocuments } from "@cartwright/core/invoices/issue-documents";
import type { StaffAct } from "@cartwright/core/admin/staff-act";
import { newId } from "@cartwright/core/kernel/ids";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { SAGAS } from "@cartwright/core/saga/flows/definitions";
import { beginBatch, recordBatch, type RemoteCall } from "@cartwright/core/saga/engine/step-batch";
import { createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { setSeller } from "@cartwright/core/testing/invoices";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, timelineOf } from "./testing/invariants.ts";
import type { PlacedTestOrder } from "./testing/place-test-order.ts";

/** One for each time that a test asks for one. From here on the test is the worker. */
const ORDERS = 6;
const sold: PlacedTestOrder[] = [];
let shop: TestShop;
let act: StaffAct;
let gateways: PaymentGateways;
beforeAll(async () => {
  shop = await createTestShop({ random: () => 0 });
  const actor = await createMember(shop.db, { role: "manager" });
  act = { actor, address: "127.0.0.1", requestId: "test", reason: "paid from the bank account" };
  const where = { webhookUrl: `${shop.origin}/api/webhooks/sandbox`, returnOrigin: shop.origin };
  const { variants } = await createProduct(shop.db, { variants: [{ priceMinor: 30_000, onHand: ORDERS }] });
  const lines = [{ variantId: variants[0].id, quantity: 1 }];
  for (let count = 0; count < ORDERS; count += 1) sold.push(await shop.place({ lines }));
  await shop.startWorker();
  for (const { orderId } of sold) await shop.settled(orderId);
  await shop.stopWorker();
  gateways = new Map([["sandbox", createSandboxGateway({ url: shop.provider.url, webhookSecrets: ["s"], ...where })]]);
});
afterAll(() => shop.close());

const context = () => ({
  db: shop.db,
  failPoints: shop.failPoints,
  registry: SAGAS,
  settings: { holdSeconds: 900 },
  site: { publicOrigin: shop.origin },
  random: () => 0,
});
const settle = { limit: 200, settledForMs: 0, askWithinMs: 3_600_000, stuckAfterMs: 3_600_000, deadlineMs: 60_000 };

/** A cancelled order whose refund has failed and failed again, so that the saga is stuck; its last attempt is long ago. */
async function stuckOrder() {
  const order = sold.pop();
  if (!order) throw new Error("more orders are needed");
  await cancelOrder(shop.deps, order.actor, order.number);
  const saga = await shop.db
    .selectFrom("saga.sagas")
    .select("id")
    .where("order_id", "=", order.orderId)
    .where("state", "=", "running")
    .executeTakeFirstOrThrow();
  const made = { ...order, sagaId: saga.id as SagaId }; // its own id
  await sql`update saga.sagas set attempts = 59 where id = ${made.sagaId}`.execute(shop.db);
  await shop.provider.stop();
  await finish(made, await begin(made));
  await forget(made);
  return made;
}
type Stuck = Awaited<ReturnType<typeof stuckOrder>>;

const COMMANDS = { refund: "payment.refund", restock: "inventory.release", close: "order.cancel" } as const;

/** Sends the saga a command, as a job does. */
async function send({ orderId, sagaId }: Stuck, name: (typeof COMMANDS)[keyof typeof COMMANDS]) {
  const command = { orderId, sagaId, version: 1 as const };
  const received = [{ messageId: newId<MessageId>(), traceparent: null, command }];
  return (await beginBatch(context(), name, received)).results[0];
}

/** The first half of an attempt at the refund: its intent is written, and the provider is not called yet. */
async function begin(order: Stuck): Promise<RemoteCall> {
  const call = await send(order, "payment.refund");
  if (typeof call !== "object") throw new Error(`no call was begun: ${call}`);
  return call;
}

/** Its second half: the provider is called, and what it says is recorded. */
async function finish(_order: Stuck, call: RemoteCall) {
  const response = await call.action.call(gateways, call.request);
  return recordBatch(context(), "payment.refund", [{ ...call, response }]);
}

/** Moves the journal's clock: its last entry was written an hour ago. */
const forget = ({ sagaId }: Stuck) =>
  sql`update saga.journal set started_at = started_at - interval '1 hour', finished_at = finished_at - interval '1 hour'
    where saga_id = ${sagaId}`.execute(shop.db);

const preview = (order: Stuck) => previewManualRefund({ db: shop.db, gateways }, order);
const mark = (order: Stuck, change: { reference?: string; amountMinor?: number; checkedAtProvider?: boolean } = {}) => {
  const { number, sagaId } = order;
  const input = { number, sagaId, amountMinor: 30_000, reference: "bank 2026-11-29/17", reason: act.reason };
  const deps = { ...shop.deps, gateways, settings: { paymentProviders: ["sandbox"], publicOrigin: shop.origin } };
  return markRefundedAsStaff(deps, { ...input, checkedAtProvider: true, ...change }, act);
};
/** Runs what is left of the saga. */
async function goOn(order: Stuck) {
  const saga = shop.db.selectFrom("saga.sagas").select(["state", "step"]).where("id", "=", order.sagaId);
  for (const step of ["refund", "restock", "close"] as const) {
    if ((await saga.executeTakeFirstOrThrow()).step !== step) continue;
    const result = await send(order, COMMANDS[step]);
    if (typeof result === "object") await finish(order, result);
  }
  expect(await saga.executeTakeFirstOrThrow()).toEqual({ state: "completed", step: "close" });
}
const paidAtProvider = async ({ number }: Stuck) => (await shop.provider.charges(number))[0]?.refundedMinor;
const ledgerOf = async (orderId: OrderId) => {
  const { rows } = await sql<{ account: string; sum: number }>`
    select entry.account, sum(entry.amount_minor)::int as sum from payments.ledger_entries as entry
    join payments.payments as payment on payment.id = entry.payment_id where payment.order_id = ${orderId} group by 1`.execute(
    shop.db,
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
};
const findings = async (order: Stuck) => {
  const { signal } = new AbortController();
  const rest = { pageRestMs: 0, restMs: 0, leaseMs: 1 };
  await sql`update payments.reconciliation set leased_until = now(), due_at = now(), after_id = null`.execute(shop.db);
  await createReconciliation({ db: shop.db, logger: shop.deps.logger, gateways }, { ...settle, ...rest })(signal);
  const open = shop.db.selectFrom("payments.reconciliation_findings").select("detail");
  return open.where("order_id", "=", order.orderId).where("resolved_at", "is", null).execute();
};
const auditOf = ({ number }: Stuck) =>
  shop.db
    .selectFrom("audit.entries")
    .select(["action", "reason", "after"])
    .where("subject_id", "=", number)
    .where("action", "=", "orders.mark_refunded")
    .execute();

describe("a refund that fails for good", () => {
  it("says in money what to do, in the list and on the order, and is paid by hand once", async () => {
    const order = await stuckOrder();
    const trouble = { sagaId: order.sagaId, refundMinor: 30_000, reason: "payment_unavailable", currency: "EUR" };
    const { items } = await listOrdersForStaff(shop.db, { view: "attention", limit: 10 });
    expect(items).toMatchObject([{ number: order.number, work: "attention", trouble }]);
    expect((await getOrderForStaff(shop.deps, order.number)).troubles).toMatchObject([{ ...trouble, failures: 60 }]);

    expect(await preview(order)).toMatchObject({ amountMinor: 30_000, isUnmade: false, next: ["restock", "close"] });
    await expect(mark(order, { checkedAtProvider: false })).rejects.toMatchObject({ reason: "invalid_input" });
    await expect(mark(order, { amountMinor: 29_000 })).rejects.toMatchObject({ reason: "stale_write" });
    expect(await auditOf(order)).toEqual([]);
    await Promise.all([1, 2, 3, 4].map(() => mark(order)));
    await mark(order);
    expect(await auditOf(order)).toMatchObject([
      { reason: act.reason, after: { amountMinor: 30_000, reference: "bank 2026-11-29/17" } },
    ]);
    await expect(mark(order, { reference: "another" })).rejects.toMatchObject({ reason: "illegal_transition" });

    await shop.provider.start();
    await goOn(order);
    const after = await getOrderForStaff(shop.deps, order.number);
    expect(after).toMatchObject({ orderStatus: "cancelled", paymentStatus: "refunded", refundedMinor: 30_000 });
    expect(after.troubles).toEqual([]);
    expect(after.refunds).toMatchObject([{ state: "done", reference: "bank 2026-11-29/17" }]);
    expect((await timelineOf(shop.db, order.orderId)).filter((type) => type === "payment.refunded")).toHaveLength(1);
    // The provider still owes us what it took, less its fee; we paid the customer ourselves.
    expect(await ledgerOf(order.orderId)).toMatchObject({ customer_refunds: 30_000, refunds_by_hand: -30_000 });
    expect(await paidAtProvider(order)).toBe(0);
    expect(await findings(order)).toEqual([]);
    expect(await brokenInvariants(shop.db)).toEqual({});
    await setSeller(shop.db);
    expect(await issueDocuments(shop.deps, [order.orderId])).toBe(2);
    expect(await listDocumentsForStaff(shop.db, order.number)).toMatchObject({
      documents: [
        { kind: "invoice", totalMinor: 30_000 },
        { kind: "credit_note", totalMinor: 30_000 },
      ],
    });
  });

  it("is not paid by hand when the provider has made it and only its answer was lost: a retry records it", async () => {
    const order = await stuckOrder();
    await shop.provider.start();
    await resumeSagaAsStaff(shop.deps, order, act);
    const lost = await begin(order);
    await lost.action.call(gateways, lost.request);
    await sql`update saga.sagas set state = 'stuck', data = data || '{"resumeAs": "running"}' where id = ${order.sagaId}`.execute(
      shop.db,
    );
    await forget(order);
    await expect(preview(order)).rejects.toThrow(/already made this refund/);
    await expect(mark(order)).rejects.toMatchObject({ reason: "illegal_transition" });
    await resumeSagaAsStaff(shop.deps, order, act);
    await goOn(order);
    expect(await paidAtProvider(order)).toBe(30_000);
    expect(await ledgerOf(order.orderId)).toMatchObject({
      customer_refunds: 30_000,
      provider_balance: expect.any(Number),
    });
    expect(await ledgerOf(order.orderId)).not.toHaveProperty("refunds_by_hand");
    expect(await findings(order)).toEqual([]);
  });

  it("waits for an attempt that is on its way, and for one that begins meanwhile", async () => {
    const order = await stuckOrder();
    await shop.provider.start();
    await resumeSagaAsStaff(shop.deps, order, act);
    const call = await begin(order);
    await expect(preview(order)).rejects.toThrow(/tried within the last minute/);
    await expect(mark(order)).rejects.toMatchObject({ reason: "illegal_transition" });
    await finish(order, call);
    await expect(mark(order)).rejects.toMatchObject({ reason: "illegal_transition" });
    await goOn(order);
    expect(await paidAtProvider(order)).toBe(30_000);

    // Another order: the attempt begins after the provider was asked, and before the lock.
    const other = await stuckOrder();
    await shop.provider.start();
    const begunMeanwhile: PaymentGateways = new Map(
      [...gateways].map(([name, gateway]) => [
        name,
        {
          ...gateway,
          find: async (request) => {
            const found = await gateway.find(request);
            await resumeSagaAsStaff(shop.deps, other, act);
            return found;
          },
        },
      ]),
    );
    const { number, sagaId } = other;
    const input = {
      number,
      sagaId,
      amountMinor: 30_000,
      reference: "late",
      reason: act.reason,
      checkedAtProvider: true,
    };
    const deps = {
      ...shop.deps,
      gateways: begunMeanwhile,
      settings: { paymentProviders: [], publicOrigin: shop.origin },
    };
    await expect(markRefundedAsStaff(deps, input, act)).rejects.toThrow(/tried within the last minute/);
    await goOn(other);
    expect(await paidAtProvider(other)).toBe(30_000);
    expect(await ledgerOf(other.orderId)).not.toHaveProperty("refunds_by_hand");
  });

  it("waits for an attempt of another refund of the order, which requests all that are waiting", async () => {
    const order = await stuckOrder();
    await shop.provider.start();
    const saga_id = newId();
    const other = { id: saga_id, order_id: order.orderId, kind: "refund", definition_version: 1, state: "running" };
    await shop.db
      .insertInto("saga.sagas")
      .values({ ...other, step: "refund", traceparent: null, data: "{}" })
      .execute();
    const attempt = { saga_id, seq: 1, step: "refund", direction: "do", attempt: 1, outcome: "intent" };
    await shop.db
      .insertInto("saga.journal")
      .values({ ...attempt, started_at: new Date() })
      .execute();
    await expect(mark(order)).rejects.toThrow(/tried within the last minute/);
    await shop.db.deleteFrom("saga.sagas").where("id", "=", saga_id).execute();
    await mark(order);
    expect(await paidAtProvider(order)).toBe(0);
  });

  it("reports a provider that pays after a person has, and books it once", async () => {
    const order = await stuckOrder();
    await shop.provider.start();
    await resumeSagaAsStaff(shop.deps, order, act);
    // A worker that froze after it had written its intent, for longer than any attempt takes.
    const frozen = await begin(order);
    await forget(order);
    await mark(order);
    expect(await finish(order, frozen)).toMatchObject({ results: ["stale"] });
    await goOn(order);
    expect(await paidAtProvider(order)).toBe(30_000);
    expect(await ledgerOf(order.orderId)).toMatchObject({ customer_refunds: 30_000, refunds_by_hand: -30_000 });
    const [finding] = await findings(order);
    expect(finding?.detail).toMatch(/30000/);
    expect(await brokenInvariants(shop.db)).toEqual({});
  });
});
