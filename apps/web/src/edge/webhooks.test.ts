import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { newId, newOrderNumber } from "@cartwright/core/kernel/ids";
import { openPayments } from "@cartwright/core/payments/open-payments";
import type { Payment } from "@cartwright/core/payments/payment";
import { recordOutcomes } from "@cartwright/core/payments/record-outcomes";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

// cspell:ignore jsonx

let edge: TestEdge;
/** The provider's record of all charges. */
const charges: unknown[] = [];
const provider = createServer((_request, response) => response.end(JSON.stringify({ charges })));
beforeAll(async () => {
  provider.listen(0, "127.0.0.1");
  await once(provider, "listening");
  const { port } = provider.address() as AddressInfo; // a listening TCP server has one
  edge = await startTestEdge({ env: { SANDBOX_PROVIDER_URL: `http://127.0.0.1:${port}` } });
});
afterAll(async () => {
  await edge.close();
  provider.closeAllConnections();
  provider.close();
});

/** A payment that waits for the shopper's approval, so its charge is known and only a webhook decides it. */
async function waitingPayment(): Promise<Payment> {
  return inTransaction(edge.database.db, async (tx) => {
    const intent = { orderId: newId<OrderId>(), sagaId: newId<SagaId>(), orderNumber: newOrderNumber() };
    const payment = {
      ...intent,
      provider: "sandbox",
      token: "tok_action",
      amountMinor: 8_390,
      currency: "EUR",
    } as const;
    const [opened] = await openPayments(tx, [payment]);
    if (!opened) throw new Error("no payment was opened");
    const outcome = {
      kind: "requires_action",
      providerRef: `ch_${opened.id}`,
      actionUrl: "http://127.0.0.1:1/approve",
      expiresAt: null,
    } as const;
    const [recorded] = await recordOutcomes(tx, [{ paymentId: opened.id, outcome }]);
    return recorded?.payment ?? opened;
  });
}

function succeeded(payment: Payment, change: Readonly<Record<string, unknown>> = {}) {
  const at = new Date().toISOString();
  return {
    id: `evt_${randomUUID()}`,
    type: "charge.succeeded",
    createdAt: at,
    charge: {
      id: payment.providerRef,
      orderNumber: payment.orderNumber,
      amountMinor: payment.amountMinor,
      refundedMinor: 0,
      feeMinor: 142,
      currency: payment.currency,
      status: "succeeded",
      failureCode: null,
      actionUrl: null,
      actionExpiresAt: null,
      idempotencyKey: payment.idempotencyKey,
      createdAt: at,
      refunds: [],
      ...change,
    },
  };
}

async function deliver(event: unknown, contentType = "application/json") {
  const body = JSON.stringify(event);
  const at = Math.floor(Date.now() / 1_000);
  const v1 = createHmac("sha256", edge.env.SANDBOX_WEBHOOK_SECRET?.[0] ?? "")
    .update(`${at}.${body}`)
    .digest("hex");
  const headers = { "content-type": contentType, "cartwright-signature": `t=${at},v1=${v1}` };
  const response = await fetch(`${edge.url}/api/webhooks/sandbox`, { method: "POST", headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const readPayment = (payment: Payment) =>
  edge.database.db
    .selectFrom("payments.payments")
    .select(["state", "fee_minor"])
    .where("id", "=", payment.id)
    .executeTakeFirst();

test("applies a signed webhook whose facts are those of the payment", async () => {
  const payment = await waitingPayment();
  charges.push(succeeded(payment).charge);
  expect(await deliver(succeeded(payment))).toEqual({ status: 200, body: { received: true, result: "applied" } });
  expect(await readPayment(payment)).toEqual({ state: "captured", fee_minor: 142 });
});

test("does not apply a signed decline of a charge that the provider has taken", async () => {
  const payment = await waitingPayment();
  charges.push(succeeded(payment).charge);
  const forged = {
    ...succeeded(payment, { status: "declined", failureCode: "card_declined" }),
    type: "charge.declined",
  };
  expect(await deliver(forged)).toEqual({ status: 200, body: { received: true, result: "mismatch" } });
  expect(await readPayment(payment)).toEqual({ state: "requires_action", fee_minor: 0 });
});

test.each([
  { what: "an amount of 1", change: { amountMinor: 1 } },
  { what: "another currency", change: { currency: "USD" } },
  { what: "an invented charge", change: { id: "ch_invented" } },
  { what: "another key", change: { idempotencyKey: randomUUID() } },
  { what: "a fee of ten times the charge", change: { feeMinor: 83_900 } },
])("accepts, keeps and does not apply a signed webhook with $what", async ({ change }) => {
  const payment = await waitingPayment();
  const event = succeeded(payment, change);
  expect(await deliver(event)).toEqual({ status: 200, body: { received: true, result: "mismatch" } });
  expect(await readPayment(payment)).toEqual({ state: "requires_action", fee_minor: 0 });
  const kept = await edge.database.db
    .selectFrom("payments.webhook_events")
    .select(["outcome", "payment_id"])
    .where("event_id", "=", event.id)
    .executeTakeFirst();
  expect(kept).toEqual({ outcome: "mismatch", payment_id: payment.id });
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/jsonx"])(
  "refuses a webhook of type %s with 415, whatever its signature",
  async (contentType) => {
    const payment = await waitingPayment();
    expect(await deliver(succeeded(payment), contentType)).toMatchObject({ status: 415 });
    expect(await readPayment(payment)).toMatchObject({ state: "requires_action" });
    expect(await deliver(succeeded(payment), "application/json; charset=utf-8")).toMatchObject({ status: 200 });
  },
);
