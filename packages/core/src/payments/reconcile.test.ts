import { createProviderServer, type ProviderServer } from "@cartwright/provider/provider-server";
import type { OrderSummaryStatus } from "@cartwright/contracts/order-status";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { createLogger } from "@cartwright/observability/logger";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import { ORDER_STATES } from "../testing/fixtures.ts";
import { createPayment } from "../testing/payments.ts";
import type { Payment } from "./payment.ts";
import { askProviders, readPaymentBooks } from "./read-books.ts";
import { type Books, compareBooks, type OrderFact } from "./reconcile.ts";
import { recordOutcomes } from "./record-outcomes.ts";
import { openRefund } from "./refund-payment.ts";
import { requestCharge } from "./request-charge.ts";
import { createSandboxGateway } from "./sandbox-gateway.ts";
import { insertWebhookEvent } from "./webhook-events.sql.ts";

let database: TestDatabase;
let provider: ProviderServer;
let gateways: PaymentGateways;
beforeAll(async () => {
  database = await createTestDatabase();
  const secret = "a-secret-for-tests-of-the-reconciliation";
  provider = await createProviderServer({
    storePath: ":memory:",
    webhookSecrets: [secret],
    host: "127.0.0.1",
    port: 0,
    logger: createLogger({ name: "provider", level: "silent" }),
    delays: { webhookMs: 60_000 },
  });
  const origin = "http://127.0.0.1:1";
  gateways = new Map([
    [
      "sandbox",
      createSandboxGateway({ url: provider.url, webhookSecrets: [secret], webhookUrl: origin, returnOrigin: origin }),
    ],
  ]);
});
afterAll(async () => {
  await provider.close();
  await database.close();
});

/** A payment that the provider captured and that is recorded here, unless told otherwise. */
async function pay(token = "tok_approve", recorded = true): Promise<Payment> {
  const payment = await createPayment(database.db, { token });
  const outcome = await requestCharge(gateways, payment);
  if (!recorded) return payment;
  const [now] = await inTransaction(database.db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));
  return now?.payment ?? payment;
}
const orderOf = (payment: Payment, status: OrderSummaryStatus, totalMinor = payment.amountMinor): OrderFact => ({
  orderId: payment.orderId,
  number: payment.orderNumber,
  ...ORDER_STATES[status],
  totalMinor,
  giftCardMinor: 0,
  refundedMinor: payment.refundedMinor,
  currency: payment.currency,
});

/** Compares the books of one payment and its order. */
async function compare(payment: Payment, order: OrderFact | null, change: Partial<Books> = {}) {
  const all = await readPaymentBooks(database.db, { after: null, limit: 200 });
  const stored = all.payments.get(payment.orderId);
  const payments = new Map(stored ? [[payment.orderId, stored]] : []);
  const { reports } = await askProviders(gateways, [...payments.values()], new AbortController().signal);
  const found = compareBooks({
    orders: new Map(order ? [[order.orderId, order]] : []),
    payments,
    ledger: all.ledger,
    waitingRefunds: all.waitingRefunds,
    overpaidRefunds: all.overpaidRefunds,
    mismatches: all.mismatches,
    provider: reports,
    now: new Date(),
    stuckAfterMs: 60_000,
    ...change,
  });
  return found.map(({ finding }) => finding);
}

describe("the reconciliation", () => {
  test("finds nothing when all books agree", async () => {
    const [paid, declined] = [await pay(), await pay("tok_decline")];
    expect(await compare(paid, orderOf(paid, "confirmed"))).toEqual([]);
    expect(await compare(declined, orderOf(declined, "cancelled"))).toEqual([]);
  });

  test("finds money without an order, unless it is being refunded", async () => {
    const payment = await pay();
    expect(await compare(payment, null)).toEqual(["paid_without_order"]);
    expect(await compare(payment, orderOf(payment, "cancelled"))).toEqual(["paid_without_order"]);
    const refund = { paymentId: payment.id, idempotencyKey: payment.id, reason: "test" };
    await inTransaction(database.db, (tx) => openRefund(tx, refund));
    expect(await compare(payment, orderOf(payment, "cancelled"))).toEqual([]);
    const later = new Date(Date.now() + 120_000);
    expect(await compare(payment, orderOf(payment, "cancelled"), { now: later })).toEqual(["stuck"]);
  });

  test("expects of a late charge what the gift cards of the order did not pay", async () => {
    const payment = await pay("tok_approve");
    const order = { ...orderOf(payment, "cancelled", payment.amountMinor + 2_500), giftCardMinor: 2_500 };
    const refund = { paymentId: payment.id, idempotencyKey: payment.id, reason: "test" };
    await inTransaction(database.db, (tx) => openRefund(tx, refund));
    expect(await compare(payment, order)).toEqual([]);
    expect(await compare(payment, { ...order, giftCardMinor: 0 })).toEqual(["amount_mismatch"]);
    expect(await compare(payment, { ...order, ...ORDER_STATES.confirmed })).toEqual(["amount_mismatch"]);
  });

  test("finds an order that counts as paid but is not", async () => {
    const payment = await pay("tok_decline");
    expect(await compare(payment, orderOf(payment, "confirmed"))).toEqual(["order_without_payment"]);
    expect(
      await compare({ ...payment, orderId: payment.orderId }, orderOf(payment, "shipped"), { payments: new Map() }),
    ).toEqual(["order_without_payment"]);
  });

  test("finds an undecided payment once it is old", async () => {
    const payment = await createPayment(database.db);
    expect(await compare(payment, orderOf(payment, "reserved"))).toEqual([]);
    const later = new Date(Date.now() + 120_000);
    expect(await compare(payment, orderOf(payment, "reserved"), { now: later })).toEqual(["stuck"]);
  });

  test("finds amounts that differ between order, payment, ledger and provider", async () => {
    const payment = await pay();
    expect(await compare(payment, orderOf(payment, "confirmed", 9_999))).toEqual(["amount_mismatch"]);
    expect(await compare(payment, orderOf(payment, "confirmed"), { ledger: new Map() })).toEqual(["amount_mismatch"]);
    const provider = new Map([
      [
        payment.id,
        { kind: "captured", providerRef: "x", feeMinor: 0, amounts: { takenMinor: 1, refundedMinor: 0 } } as const,
      ],
    ]);
    expect(await compare(payment, orderOf(payment, "confirmed"), { provider })).toEqual(["amount_mismatch"]);
  });

  test("finds a provider that holds money of a payment that was given up, and one that never saw a charge", async () => {
    const taken = await pay("tok_approve", false);
    const outcome = { kind: "voided", providerRef: null } as const;
    await inTransaction(database.db, (tx) => recordOutcomes(tx, [{ paymentId: taken.id, outcome }]));
    expect(await compare(taken, orderOf(taken, "cancelled"))).toEqual(["provider_disagrees"]);
    const paid = await pay();
    expect(await compare(paid, orderOf(paid, "confirmed"), { provider: new Map([[paid.id, null]]) })).toEqual([
      "provider_disagrees",
    ]);
  });

  test("finds what a webhook stated that its payment contradicts", async () => {
    const payment = await pay();
    await insertWebhookEvent(database.db, {
      provider: "sandbox",
      eventId: `evt_${payment.id}`,
      type: "charge.succeeded",
      providerRef: null,
      orderNumber: null,
      payload: {},
      outcome: "mismatch",
      mismatch: {
        paymentId: payment.id,
        differences: [{ fact: "amountMinor", expected: payment.amountMinor, received: 1 }],
      },
    });
    expect(await compare(payment, orderOf(payment, "confirmed"))).toEqual(["webhook_mismatch"]);
  });

  test("pages through all payments once", async () => {
    const seen: string[] = [];
    let after: Payment["id"] | null = null;
    do {
      const page: Awaited<ReturnType<typeof readPaymentBooks>> = await readPaymentBooks(database.db, {
        after,
        limit: 3,
      });
      seen.push(...[...page.payments.values()].map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    const { count } = await database.db
      .selectFrom("payments.payments")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(seen).toHaveLength(count);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
