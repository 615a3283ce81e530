import type { OrderId, PaymentId, SagaId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { newId, newOrderNumber } from "../kernel/ids.ts";
import { openPayments, type PaymentIntent } from "../payments/open-payments.ts";
import type { Payment } from "../payments/payment.ts";
import { recordOutcomes } from "../payments/record-outcomes.ts";

/** A payment of 10,000 minor units in EUR through the sandbox, as an intent, unless told otherwise. */
export async function createPayment(db: Db, fixture: Partial<PaymentIntent> = {}): Promise<Payment> {
  const intent: PaymentIntent = {
    orderId: newId<OrderId>(),
    orderNumber: newOrderNumber(),
    sagaId: newId<SagaId>(),
    provider: "sandbox",
    token: "tok_approve",
    amountMinor: 10_000,
    currency: "EUR",
    ...fixture,
  };
  const [payment] = await inTransaction(db, (tx) => openPayments(tx, [intent]));
  if (!payment) throw new Error("no payment was opened");
  return payment;
}

/** A payment that the provider has captured, with its entries in the ledger. */
export async function createCapturedPayment(db: Db, fixture: Partial<PaymentIntent> = {}): Promise<Payment> {
  const payment = await createPayment(db, fixture);
  const outcome = { kind: "captured" as const, providerRef: `ch_${payment.id}`, feeMinor: 0 };
  await inTransaction(db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));
  return payment;
}

/** Sum of the ledger per account, accounts without entries left out. */
export async function readLedger(db: Db, paymentId: PaymentId): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom("payments.ledger_entries")
    .select(({ fn }) => ["account", fn.sum<string>("amount_minor").as("sum")])
    .where("payment_id", "=", paymentId)
    .groupBy("account")
    .execute();
  return Object.fromEntries(rows.map((row) => [row.account, Number(row.sum)]));
}
