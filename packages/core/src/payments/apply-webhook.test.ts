import { createHmac, randomUUID } from "node:crypto";
import { type Charge, type SandboxWebhook, WEBHOOK_SIGNATURE_HEADER } from "@cartwright/contracts/sandbox-provider";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../kernel/deps.ts";
import { ArmedFailPoints } from "../kernel/fail-points.ts";
import { testDeps } from "../testing/fixtures.ts";
import { createPayment, readLedger } from "../testing/payments.ts";
import { applyWebhook } from "./apply-webhook.ts";
import type { Payment } from "./payment.ts";
import { readPaymentsOfOrders, readRefunds } from "./read-payments.ts";
import { recordOutcomes } from "./record-outcomes.ts";
import { createSandboxGateway } from "./sandbox-gateway.ts";

const SECRET = "a-secret-for-tests-of-applied-webhooks-0";
const gateway = createSandboxGateway({
  url: "http://127.0.0.1:1",
  webhookSecrets: [SECRET],
  webhookUrl: "http://127.0.0.1:1",
  returnOrigin: "http://127.0.0.1:1",
});

let database: TestDatabase;
let deps: Deps;
let nudges = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = { ...testDeps(database.db), nudgeRelay: () => void (nudges += 1) };
});
afterAll(() => database.close());

function eventOf(payment: Payment, type: SandboxWebhook["type"], change: Partial<Charge> = {}): SandboxWebhook {
  return {
    id: `evt_${randomUUID()}`,
    type,
    createdAt: new Date().toISOString(),
    charge: {
      id: `ch_${payment.id}`,
      orderNumber: payment.orderNumber,
      amountMinor: payment.amountMinor,
      refundedMinor: 0,
      feeMinor: type === "charge.succeeded" ? 165 : 0,
      currency: payment.currency,
      status: type === "charge.succeeded" ? "succeeded" : "declined",
      failureCode: type === "charge.declined" ? "card_declined" : null,
      actionUrl: null,
      actionExpiresAt: null,
      idempotencyKey: payment.idempotencyKey,
      createdAt: new Date().toISOString(),
      refunds: [],
      ...change,
    },
  };
}

function deliver(event: SandboxWebhook, using: Deps = deps) {
  const rawBody = Buffer.from(JSON.stringify(event));
  const at = Math.floor(Date.now() / 1_000);
  const v1 = createHmac("sha256", SECRET).update(`${at}.`).update(rawBody).digest("hex");
  const header = (name: string) => (name === WEBHOOK_SIGNATURE_HEADER ? `t=${at},v1=${v1}` : undefined);
  return applyWebhook(using, gateway, { rawBody, header });
}
const stateOf = async (payment: Payment) =>
  (await readPaymentsOfOrders(database.db, [payment.orderId])).get(payment.orderId)?.state;
const commandsOf = (payment: Payment) =>
  database.db
    .selectFrom("saga.outbox")
    .select(["name", "kind", "payload"])
    .where("key", "=", payment.orderId)
    .execute();
const outcomeOf = async (event: SandboxWebhook) =>
  (
    await database.db
      .selectFrom("payments.webhook_events")
      .select("outcome")
      .where("event_id", "=", event.id)
      .executeTakeFirst()
  )?.outcome;

describe("a webhook", () => {
  test("that decides a payment moves it, books it and wakes its saga, in one transaction", async () => {
    const payment = await createPayment(database.db);
    const before = nudges;
    const event = eventOf(payment, "charge.succeeded");
    expect(await deliver(event)).toBe("applied");
    expect(await stateOf(payment)).toBe("captured");
    expect(await readLedger(database.db, payment.id)).toMatchObject({ customer_payments: -10_000 });
    expect(await commandsOf(payment)).toEqual([
      {
        name: "payment.process",
        kind: "command",
        payload: { orderId: payment.orderId, sagaId: payment.sagaId, version: 1 },
      },
    ]);
    expect(await outcomeOf(event)).toBe("applied");
    expect(nudges).toBe(before + 1);
  });

  test("that is delivered many times at once takes effect once", async () => {
    const payment = await createPayment(database.db);
    const event = eventOf(payment, "charge.succeeded");
    const results = await Promise.all(Array.from({ length: 15 }, () => deliver(event)));
    expect(results.toSorted()).toEqual(["applied", ...Array.from({ length: 14 }, () => "ignored")]);
    expect(await commandsOf(payment)).toHaveLength(1);
    expect(await readLedger(database.db, payment.id)).toMatchObject({ customer_payments: -10_000 });
  });

  test("that brings nothing new is stored and wakes nothing", async () => {
    const payment = await createPayment(database.db);
    const outcome = { kind: "captured", providerRef: `ch_${payment.id}`, feeMinor: 165 } as const;
    await inTransaction(database.db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));
    const event = eventOf(payment, "charge.succeeded");
    expect(await deliver(event)).toBe("ignored");
    expect(await deliver(eventOf(payment, "charge.declined"))).toBe("ignored");
    expect(await stateOf(payment)).toBe("captured");
    expect(await commandsOf(payment)).toEqual([]);
    expect(await outcomeOf(event)).toBe("ignored");
  });

  test("about an unknown charge is stored as unmatched", async () => {
    const stranger = await createPayment(database.db, { provider: "stripe" });
    const event = eventOf(stranger, "charge.succeeded");
    expect(await deliver(event)).toBe("unmatched");
    expect(await stateOf(stranger)).toBe("intent");
    expect(await outcomeOf(event)).toBe("unmatched");
  });

  test("about another charge under the order's number does not change the payment that has one", async () => {
    const payment = await createPayment(database.db);
    await deliver(eventOf(payment, "charge.declined"));
    const other = eventOf(payment, "charge.succeeded", { id: "ch_another" });
    expect(await deliver(other)).toBe("unmatched");
    expect(await stateOf(payment)).toBe("declined");
  });

  test("that reports a capture after the payment was given up books it and opens the refund", async () => {
    const payment = await createPayment(database.db);
    const outcome = { kind: "voided", providerRef: null } as const;
    await inTransaction(database.db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));
    expect(await deliver(eventOf(payment, "charge.succeeded"))).toBe("applied");
    expect(await stateOf(payment)).toBe("captured");
    expect(await readRefunds(database.db, payment)).toMatchObject([{ amountMinor: 10_000, state: "intent" }]);
  });

  test("that fails before its commit leaves nothing, and works when it is sent again", async () => {
    const payment = await createPayment(database.db);
    const failPoints = new ArmedFailPoints();
    failPoints.arm("webhook.before-commit", () => {
      throw new Error("the process died here");
    });
    const event = eventOf(payment, "charge.succeeded");
    await expect(deliver(event, { ...deps, failPoints })).rejects.toThrow("died here");
    expect(await stateOf(payment)).toBe("intent");
    expect(await outcomeOf(event)).toBeUndefined();
    expect(await readLedger(database.db, payment.id)).toEqual({});
    expect(await deliver(event)).toBe("applied");
    expect(await commandsOf(payment)).toHaveLength(1);
  });

  test("without a signature writes nothing", async () => {
    const payment = await createPayment(database.db);
    const event = eventOf(payment, "charge.succeeded");
    const rawBody = Buffer.from(JSON.stringify(event));
    await expect(applyWebhook(deps, gateway, { rawBody, header: () => "t=1,v1=00" })).rejects.toMatchObject({
      reason: "signature_invalid",
    });
    expect(await outcomeOf(event)).toBeUndefined();
    expect(await stateOf(payment)).toBe("intent");
  });
});

test.each([
  { what: "a NUL", id: "evt_\0" },
  { what: "half of a surrogate pair", id: "evt_\ud800" },
])("permanently refuses an event whose id has $what, and stores nothing", async ({ id }) => {
  const payment = await createPayment(database.db);
  const event = { ...eventOf(payment, "charge.succeeded"), id };
  await expect(deliver(event)).rejects.toMatchObject({ reason: "invalid_input" });
  expect(await stateOf(payment)).toBe("intent");
  expect(await commandsOf(payment)).toEqual([]);
});
