import type { OrderId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import type { ChargeOutcome } from "../kernel/payment-gateway.ts";
import { createPayment, readLedger } from "../testing/payments.ts";
import { openPayments } from "./open-payments.ts";
import type { Payment } from "./payment.ts";
import { readPaymentsOfOrders, readRefunds } from "./read-payments.ts";
import { recordOutcomes } from "./record-outcomes.ts";
import { openRefund, recordRefund, recordRefundFailure } from "./refund-payment.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const captured: ChargeOutcome = { kind: "captured", providerRef: "ch_1", feeMinor: 165 };
const outcomes = (payment: Payment): Record<ChargeOutcome["kind"], ChargeOutcome> => {
  const providerRef = `ch_${payment.id}`;
  return {
    captured: { kind: "captured", providerRef, feeMinor: 165 },
    declined: { kind: "declined", providerRef, reason: "payment_declined" },
    requires_action: { kind: "requires_action", providerRef, actionUrl: "http://localhost/a", expiresAt: null },
    pending: { kind: "pending", providerRef: null },
    voided: { kind: "voided", providerRef },
  };
};
const record = (payment: Payment, outcome: ChargeOutcome) =>
  inTransaction(database.db, async (tx) => {
    const [recorded] = await recordOutcomes(tx, [{ paymentId: payment.id, outcome }]);
    if (!recorded) throw new Error("nothing recorded");
    return recorded;
  });
const stateOf = async (payment: Payment) =>
  (await readPaymentsOfOrders(database.db, [payment.orderId])).get(payment.orderId);

describe("opening", () => {
  test("an order has one payment for ever, with one key, however often and however many at once", async () => {
    const first = await createPayment(database.db);
    const intent = { ...first, token: "tok_decline" };
    const again = await Promise.all(
      Array.from({ length: 10 }, () => inTransaction(database.db, (tx) => openPayments(tx, [intent]))),
    );
    for (const [payment] of again) expect(payment).toEqual(first);
  });

  test("a batch returns its results in order, existing payments between new ones", async () => {
    const old = await createPayment(database.db);
    const fresh = [newId<OrderId>(), newId<OrderId>()] as const;
    const rows = [
      { ...old, orderId: fresh[0], orderNumber: "CW-2222-2222" },
      old,
      { ...old, orderId: fresh[1], orderNumber: "CW-2222-2223" },
    ];
    const opened = await inTransaction(database.db, (tx) => openPayments(tx, rows));
    expect(opened.map((payment) => payment.orderId)).toEqual([fresh[0], old.orderId, fresh[1]]);
    expect(opened[1]?.id).toBe(old.id);
  });
});

describe("recording", () => {
  test("in any order and with any repetition, at most one charge is booked, and the ledger balances", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("captured", "declined", "requires_action", "pending", "voided" as const), {
          minLength: 1,
          maxLength: 6,
        }),
        async (kinds) => {
          const payment = await createPayment(database.db);
          const outcomeOf = outcomes(payment);
          let late = 0;
          for (const kind of kinds) {
            const { effect } = await record(payment, outcomeOf[kind]);
            if (effect === "captured_late") late += 1;
          }
          const after = await stateOf(payment);
          const ledger = await readLedger(database.db, payment.id);
          const sum = Object.values(ledger).reduce((total, amount) => total + amount, 0);
          expect(sum).toBe(0);
          const wasCaptured = kinds.includes("captured");
          expect(after?.state === "captured").toBe(wasCaptured);
          expect(ledger).toEqual(
            wasCaptured ? { provider_balance: 9_835, customer_payments: -10_000, provider_fees: 165 } : {},
          );
          const refunds = await readRefunds(database.db, payment);
          expect(refunds.map((refund) => refund.amountMinor)).toEqual(late === 1 ? [10_000] : []);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("twenty recordings of one capture at once book it once", async () => {
    const payment = await createPayment(database.db);
    const effects = await Promise.all(
      Array.from({ length: 20 }, async () => (await record(payment, outcomes(payment).captured)).effect),
    );
    expect(effects.filter((effect) => effect === "moved")).toHaveLength(1);
    expect(await readLedger(database.db, payment.id)).toMatchObject({ customer_payments: -10_000 });
  });

  test("a capture after a void is booked and opens the refund of all of it, once", async () => {
    const payment = await createPayment(database.db);
    await record(payment, outcomes(payment).voided);
    const late = await record(payment, outcomes(payment).captured);
    expect(late).toMatchObject({ effect: "captured_late", payment: { state: "captured" } });
    expect((await record(payment, outcomes(payment).captured)).effect).toBe("unchanged");
    const refunds = await readRefunds(database.db, payment);
    expect(refunds).toMatchObject([{ amountMinor: 10_000, state: "intent" }]);
  });

  test("an outcome of another charge does not change this payment", async () => {
    const payment = await createPayment(database.db);
    await record(payment, outcomes(payment).declined);
    expect((await record(payment, captured)).effect).toBe("foreign");
    expect((await stateOf(payment))?.state).toBe("declined");
    expect(await readLedger(database.db, payment.id)).toEqual({});
  });

  test("a fee above its charge is not booked, and a later correct one is", async () => {
    const payment = await createPayment(database.db);
    const providerRef = `ch_${payment.id}`;
    await record(payment, { kind: "captured", providerRef, feeMinor: payment.amountMinor + 1 });
    expect(await readLedger(database.db, payment.id)).toEqual({ provider_balance: 10_000, customer_payments: -10_000 });
    await record(payment, { kind: "captured", providerRef, feeMinor: 59 });
    expect(await readLedger(database.db, payment.id)).toMatchObject({ provider_fees: 59 });
  });

  test("a fee that the provider reports later is booked then, once", async () => {
    const payment = await createPayment(database.db);
    const providerRef = "pi_later";
    await record(payment, { kind: "captured", providerRef, feeMinor: 0 });
    expect(await readLedger(database.db, payment.id)).toEqual({ provider_balance: 10_000, customer_payments: -10_000 });
    await record(payment, { kind: "captured", providerRef, feeMinor: 59 });
    await record(payment, { kind: "captured", providerRef, feeMinor: 59 });
    expect(await readLedger(database.db, payment.id)).toMatchObject({ provider_balance: 9_941, provider_fees: 59 });
  });

  test("a payment of zero is captured without entries", async () => {
    const payment = await createPayment(database.db, { amountMinor: 0 });
    await record(payment, { kind: "captured", providerRef: `free_${payment.id}`, feeMinor: 0 });
    expect((await stateOf(payment))?.state).toBe("captured");
    expect(await readLedger(database.db, payment.id)).toEqual({});
  });

  test("two batches over the same payments in opposite order do not deadlock", async () => {
    const payments = await Promise.all(Array.from({ length: 30 }, () => createPayment(database.db)));
    const batch = payments.map((payment) => ({ paymentId: payment.id, outcome: outcomes(payment).captured }));
    const both = await Promise.all(
      [batch, batch.toReversed()].map((rows) => inTransaction(database.db, (tx) => recordOutcomes(tx, rows))),
    );
    expect(both.flat().filter(({ effect }) => effect === "moved")).toHaveLength(30);
  });
});

describe("refunding", () => {
  const open = (payment: Payment, amountMinor?: number, idempotencyKey = newId()) =>
    inTransaction(database.db, (tx) =>
      openRefund(tx, {
        paymentId: payment.id,
        idempotencyKey,
        reason: "test",
        ...(amountMinor === undefined ? {} : { amountMinor }),
      }),
    );
  const finish = (payment: Payment, refundId: string) =>
    inTransaction(database.db, (tx) =>
      recordRefund(tx, { paymentId: payment.id, refundId, providerRef: `re_${refundId}` }),
    );
  const capturedPayment = async () => {
    const payment = await createPayment(database.db);
    return (await record(payment, outcomes(payment).captured)).payment;
  };
  const refundOf = (opened: Awaited<ReturnType<typeof open>>) => {
    if (!opened.refund) throw new Error("no refund was opened");
    return opened.refund;
  };

  test("never exceeds what was captured with concurrent partial refunds", async () => {
    const payment = await capturedPayment();
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => open(payment, 3_000)));
    const opened = tries.flatMap((result) => (result.status === "fulfilled" ? [refundOf(result.value)] : []));
    expect(opened).toHaveLength(3);
    const refusals = tries.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
    expect(refusals.every((error) => isAppError(error, "illegal_transition"))).toBe(true);
    for (const refund of opened) await finish(payment, refund.id);
    expect(await stateOf(payment)).toMatchObject({ state: "partially_refunded", refundedMinor: 9_000 });
    const rest = refundOf(await open(payment));
    expect(rest.amountMinor).toBe(1_000);
    await finish(payment, rest.id);
    expect(await stateOf(payment)).toMatchObject({ state: "refunded", refundedMinor: 10_000 });
    expect(await readLedger(database.db, payment.id)).toEqual({
      provider_balance: -165,
      provider_fees: 165,
      customer_payments: -10_000,
      customer_refunds: 10_000,
    });
    expect((await open(payment)).refund).toBeNull();
  });

  test("the same key is the same refund, and recording it twice books it once", async () => {
    const payment = await capturedPayment();
    const key = newId();
    const [first, again] = [refundOf(await open(payment, 500, key)), refundOf(await open(payment, 500, key))];
    expect(again).toEqual(first);
    await expect(open(payment, 501, key)).rejects.toThrow(expect.objectContaining({ reason: "idempotency_conflict" }));
    await Promise.all([finish(payment, first.id), finish(payment, first.id)]);
    expect(await stateOf(payment)).toMatchObject({ refundedMinor: 500 });
    expect((await readLedger(database.db, payment.id))["customer_refunds"]).toBe(500);
  });

  test("a permanently failed refund frees its amount again", async () => {
    const payment = await capturedPayment();
    const failed = refundOf(await open(payment));
    await expect(open(payment, 1)).rejects.toThrow(expect.objectContaining({ reason: "illegal_transition" }));
    await inTransaction(database.db, (tx) => recordRefundFailure(tx, failed.id));
    expect(refundOf(await open(payment)).amountMinor).toBe(10_000);
    await expect(finish(payment, failed.id)).rejects.toThrow(expect.objectContaining({ reason: "illegal_transition" }));
  });

  test("a payment without money cannot be refunded", async () => {
    const payment = await createPayment(database.db);
    await expect(open(payment)).rejects.toThrow(expect.objectContaining({ reason: "illegal_transition" }));
    await record(payment, outcomes(payment).declined);
    await expect(open(payment, 1)).rejects.toThrow(expect.objectContaining({ reason: "illegal_transition" }));
  });
});

describe("the ledger", () => {
  const transfer = (payment: Payment, amounts: readonly number[]) => {
    const transferId = newId();
    return database.db
      .insertInto("payments.ledger_entries")
      .values(
        amounts.map((amount, index) => ({
          transfer_id: transferId,
          payment_id: payment.id,
          account: index === 0 ? "provider_balance" : "customer_payments",
          amount_minor: amount,
          currency: "EUR",
        })),
      )
      .execute();
  };

  test("refuses a transfer that does not balance, and one of a single entry", async () => {
    const payment = await createPayment(database.db);
    await expect(transfer(payment, [100, -99])).rejects.toMatchObject({ constraint: "ledger_balanced" });
    await expect(transfer(payment, [100])).rejects.toMatchObject({ constraint: "ledger_balanced" });
    expect(await readLedger(database.db, payment.id)).toEqual({});
  });

  test("is append-only", async () => {
    const payment = await createPayment(database.db);
    await transfer(payment, [100, -100]);
    const { db } = database;
    await expect(db.deleteFrom("payments.ledger_entries").execute()).rejects.toThrow(/./);
    await expect(db.updateTable("payments.ledger_entries").set({ amount_minor: 1 }).execute()).rejects.toThrow(/./);
    await expect(database.pool.query("truncate payments.ledger_entries")).rejects.toThrow(/./);
    expect(await readLedger(db, payment.id)).toEqual({ provider_balance: 100, customer_payments: -100 });
  });
});
