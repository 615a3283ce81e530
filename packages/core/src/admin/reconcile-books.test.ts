import type { OrderId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PaymentGateway } from "../kernel/payment-gateway.ts";
import { insertWebhookEvent } from "../payments/webhook-events.sql.ts";
import { createPayment } from "../testing/payments.ts";
import { readGauges } from "./read-gauges.ts";
import { createReconciliation, type ReconcileOptions } from "./reconcile-books.ts";

const OPTIONS: ReconcileOptions = {
  limit: 2,
  settledForMs: 0,
  askWithinMs: 60_000,
  stuckAfterMs: 3_600_000,
  deadlineMs: 60_000,
  pageRestMs: 0,
  restMs: 0,
  leaseMs: 3_600_000,
};
const { signal } = new AbortController();

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const errors: { readonly fields: unknown; readonly message: string }[] = [];
const silent = createLogger({ name: "test", level: "silent" });
const logger = Object.assign(Object.create(silent) as typeof silent, {
  error: (fields: unknown, message: string) => void errors.push({ fields, message }),
});

/** A provider that knows no charge at all. */
const asked: string[] = [];
const forgetful = {
  name: "sandbox",
  find: async ({ orderNumber }: { orderNumber: string }) => {
    asked.push(orderNumber);
    return null;
  },
} as unknown as PaymentGateway; // only look-ups are made
const gateways = new Map([["sandbox", forgetful]]);

/** A captured payment without an order, which no books should have. */
async function capturedPayment() {
  const payment = await createPayment(database.db, { orderId: crypto.randomUUID() as OrderId });
  await database.db
    .updateTable("payments.payments")
    .set({ state: "captured", provider_ref: `ch_${payment.id}` })
    .where("id", "=", payment.id)
    .execute();
  return payment;
}

const start = (change: Partial<ReconcileOptions> = {}, provider = gateways) =>
  createReconciliation({ db: database.db, logger, gateways: provider }, { ...OPTIONS, ...change });

beforeEach(async () => {
  errors.length = 0;
  asked.length = 0;
  await sql`delete from payments.reconciliation`.execute(database.db);
  await sql`delete from payments.reconciliation_findings`.execute(database.db);
  await sql`delete from payments.webhook_events`.execute(database.db);
  await sql`delete from payments.payments`.execute(database.db);
});

test("logs each new discrepancy once, with what to do, whichever worker finds it again, and counts those that are open", async () => {
  const payments = [await capturedPayment(), await capturedPayment(), await capturedPayment()];
  const [one, other] = [start(), start()];
  // Each is money without an order, missing in the ledger, and unknown to the provider.
  expect((await one(signal)) + (await other(signal))).toBe(9);
  expect(errors).toHaveLength(9);
  expect(errors.map(({ message }) => message)).toContain(
    "the books disagree: refund the charge at the provider, or restore the order",
  );
  expect(JSON.stringify(errors)).toContain(payments[0]?.orderNumber);
  expect((await readGauges(database.db)).findings.get("paid_without_order")).toBe(3);
  expect((await other(signal)) + (await one(signal))).toBe(9);
  expect(errors).toHaveLength(9);
});

test("resolves a finding that no longer holds, and logs it again when it comes back", async () => {
  const { id } = await capturedPayment();
  const run = start();
  const set = (state: string) =>
    database.db.updateTable("payments.payments").set({ state }).where("id", "=", id).execute();
  expect(await run(signal)).toBe(3);
  await set("voided");
  expect(await run(signal)).toBe(0);
  expect((await readGauges(database.db)).findings).toEqual(new Map());
  await set("captured");
  expect(await run(signal)).toBe(3);
  expect(errors).toHaveLength(6);
});

test("keeps what only the provider can dismiss, and asks about it for longer than about others", async () => {
  await capturedPayment();
  await start()(signal);
  const silent = new Map([["sandbox", { find: () => Promise.reject(new Error("down")) } as unknown as PaymentGateway]]);
  await start({}, silent)(signal);
  expect((await readGauges(database.db)).findings.get("provider_disagrees")).toBe(1);
  asked.length = 0;
  await start({ askWithinMs: -1 })(signal);
  expect(asked).not.toEqual([]);
});

test("leaves payments that have just moved to their sagas, and asks providers about recent ones only", async () => {
  await capturedPayment();
  expect(await start({ settledForMs: 60_000 })(signal)).toBe(0);
  expect(await start({ askWithinMs: -1 })(signal)).toBe(2);
  // Its finding in the ledger has the provider asked the next time.
  expect(asked).toEqual([]);
});

test("rests after each page and after the last", async () => {
  for (let count = 0; count < 3; count++) await capturedPayment();
  const run = start({ pageRestMs: 3_600_000, limit: 2 });
  expect([await run(signal), await run(signal)]).toEqual([6, 0]);
  await sql`delete from payments.reconciliation`.execute(database.db);
  const whole = start({ restMs: 3_600_000, limit: 200 });
  expect([await whole(signal), await whole(signal)]).toEqual([9, 0]);
});

/** A provider that never responds, and when it was first asked. */
function silentProvider() {
  const { promise: firstAsked, resolve } = Promise.withResolvers<void>();
  const find = ({ orderNumber }: { orderNumber: string }) => {
    asked.push(orderNumber);
    resolve();
    return new Promise<never>(() => undefined);
  };
  return { firstAsked, gateways: new Map([["sandbox", { name: "sandbox", find } as unknown as PaymentGateway]]) };
}

test("leaves what a provider did not come to within the deadline for the next page", async () => {
  for (let count = 0; count < 10; count++) await capturedPayment();
  const run = start({ limit: 200, deadlineMs: 50 }, silentProvider().gateways);
  // Money without an order and a fault in the ledger, for the eight that were asked, then for the other two.
  expect(await run(signal)).toBe(16);
  expect(await run(signal)).toBe(4);
  expect((await readGauges(database.db)).findings.get("provider_disagrees")).toBeUndefined();
});

test("of two workers only one walks, and the other continues when it stops", async () => {
  await capturedPayment();
  const stop = new AbortController();
  const silent = silentProvider();
  const first = start({}, silent.gateways)(stop.signal);
  await silent.firstAsked;
  asked.length = 0;
  const other = start();
  expect(await other(signal)).toBe(0);
  expect(asked).toEqual([]);
  stop.abort();
  expect(await first).toBe(0);
  expect(await other(signal)).toBe(3);
});

test("takes over the lease of a worker that died", async () => {
  await capturedPayment();
  const silent = silentProvider();
  const stop = new AbortController();
  const dead = start({ leaseMs: 0 }, silent.gateways)(stop.signal);
  await silent.firstAsked;
  expect(await start()(signal)).toBe(3);
  stop.abort();
  await dead;
});

test("counts a webhook's mismatch for 30 days, unless it is resolved", async () => {
  const { id: paymentId } = await createPayment(database.db, { orderId: crypto.randomUUID() as OrderId });
  const receive = (eventId: string) =>
    insertWebhookEvent(database.db, {
      provider: "sandbox",
      eventId,
      type: "charge.succeeded",
      providerRef: null,
      orderNumber: null,
      payload: {},
      outcome: "mismatch",
      mismatch: { paymentId, differences: [{ fact: "amountMinor", expected: 1, received: 2 }] },
    });
  const run = start();
  const count = async () => {
    await run(signal);
    return (await readGauges(database.db)).findings.get("webhook_mismatch") ?? 0;
  };
  await receive("first");
  expect(await count()).toBe(1);
  await sql`update payments.reconciliation_findings set resolved_at = now()`.execute(database.db);
  expect(await count()).toBe(0);
  await receive("second");
  expect(await count()).toBe(1);
  await sql`update payments.webhook_events set received_at = now() - interval '31 days'`.execute(database.db);
  expect(await count()).toBe(0);
});
