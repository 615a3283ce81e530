import type { OrderId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import { metrics } from "@cartwright/observability/metrics";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PaymentGateway } from "../kernel/payment-gateway.ts";
import { createPayment } from "../testing/payments.ts";
import { createReconciliation, type ReconcileOptions } from "./reconcile-books.ts";

const OPTIONS: ReconcileOptions = {
  limit: 2,
  settledForMs: 0,
  askWithinMs: 60_000,
  stuckAfterMs: 3_600_000,
  restMs: 3_600_000,
};

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

const countOf = async (finding: string) =>
  (await metrics.bookFindings.get()).values.find(({ labels }) => labels.finding === finding)?.value;

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

test("logs each new discrepancy once, with what to do, and counts those of a whole walk", async () => {
  const payments = [await capturedPayment(), await capturedPayment(), await capturedPayment()];
  const run = createReconciliation({ db: database.db, logger, gateways }, { ...OPTIONS, restMs: 0 });
  const walk = async () => (await run()) + (await run());
  // Each is money without an order, missing in the ledger, and unknown to the provider.
  expect(await walk()).toBe(9);
  expect(errors).toHaveLength(9);
  expect(errors.map(({ message }) => message)).toContain(
    "the books disagree: refund the charge at the provider, or restore the order",
  );
  expect(JSON.stringify(errors)).toContain(payments[0]?.orderNumber);
  expect(await countOf("paid_without_order")).toBe(3);
  expect(await walk()).toBe(9);
  expect(errors).toHaveLength(9);
});

test("leaves payments that have just moved to their sagas, and asks providers about recent ones only", async () => {
  const compared = async (change: Partial<ReconcileOptions>) => {
    asked.length = 0;
    const found = await createReconciliation(
      { db: database.db, logger, gateways },
      { ...OPTIONS, ...change, limit: 200 },
    )();
    return { found, asked: asked.length };
  };
  expect(await compared({ settledForMs: 60_000 })).toEqual({ found: 0, asked: 0 });
  expect(await compared({ askWithinMs: -1 })).toEqual({ found: 6, asked: 0 });
});

test("rests after the last page", async () => {
  const run = createReconciliation({ db: database.db, logger, gateways }, { ...OPTIONS, limit: 200 });
  expect(await run()).toBe(9);
  expect(await run()).toBe(0);
});
