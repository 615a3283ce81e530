import { createHmac, randomUUID } from "node:crypto";
import { createProviderServer, type ProviderServer } from "@cartwright/provider/provider-server";
import {
  type Charge,
  ChargeList,
  type SandboxWebhook,
  WEBHOOK_SIGNATURE_HEADER,
} from "@cartwright/contracts/sandbox-provider";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { createLogger } from "@cartwright/observability/logger";
import { metrics } from "@cartwright/observability/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../kernel/deps.ts";
import { ArmedFailPoints } from "../kernel/fail-points.ts";
import type { ChargeOutcome, PaymentGateway } from "../kernel/payment-gateway.ts";
import { testDeps } from "../testing/fixtures.ts";
import { createPayment, readLedger } from "../testing/payments.ts";
import { applyWebhook } from "./apply-webhook.ts";
import type { Payment } from "./payment.ts";
import { readPaymentsOfOrders, readRefunds } from "./read-payments.ts";
import { recordOutcomes } from "./record-outcomes.ts";
import { requestCharge } from "./request-charge.ts";
import { createSandboxGateway } from "./sandbox-gateway.ts";

const SECRET = "a-secret-for-tests-of-applied-webhooks-0";
const gatewayAt = (url: string) =>
  createSandboxGateway({
    url,
    webhookSecrets: [SECRET],
    webhookUrl: "http://127.0.0.1:1",
    returnOrigin: "http://127.0.0.1:1",
    // How fast the provider responds is not what this is about.
    responseTimeoutMs: 60_000,
  });
const alarms: string[] = [];
const logger = createLogger({ name: "test", level: "silent" });
const listening = Object.assign(Object.create(logger) as typeof logger, {
  error: (_fields: unknown, message: string) => void alarms.push(message),
});

let provider: ProviderServer;
let gateway: PaymentGateway;
let database: TestDatabase;
let deps: Deps;
let nudges = 0;
beforeAll(async () => {
  provider = await createProviderServer({
    storePath: ":memory:",
    webhookSecrets: [SECRET],
    host: "127.0.0.1",
    port: 0,
    logger,
    delays: { webhookMs: 3_600_000, decideMs: 3_600_000 },
  });
  gateway = gatewayAt(provider.url);
  database = await createTestDatabase();
  deps = { ...testDeps(database.db), logger: listening, nudgeRelay: () => void (nudges += 1) };
});
afterAll(async () => {
  await provider.close();
  await database.close();
});

/** A payment whose charge exists at the provider, although its response never arrived here. */
async function charged(token = "tok_approve"): Promise<{ readonly payment: Payment; readonly charge: Charge }> {
  const payment = await createPayment(database.db, { token });
  const impatient = createSandboxGateway({
    url: provider.url,
    webhookSecrets: [SECRET],
    webhookUrl: "http://127.0.0.1:1",
    returnOrigin: "http://127.0.0.1:1",
    responseTimeoutMs: 300,
  });
  await requestCharge(new Map([["sandbox", impatient]]), payment).catch((error: unknown) => {
    if (token !== "tok_timeout") throw error;
  });
  const response = await fetch(`${provider.url}/charges?orderNumber=${payment.orderNumber}`);
  const [charge] = ChargeList.parse(await response.json()).charges;
  if (!charge) throw new Error("the provider has no charge");
  return { payment, charge };
}

function eventOf(
  payment: Payment,
  type: SandboxWebhook["type"],
  change: Partial<Charge> & { readonly id: string },
): SandboxWebhook {
  return {
    id: `evt_${randomUUID()}`,
    type,
    createdAt: new Date().toISOString(),
    charge: {
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
const evidenceOf = (event: SandboxWebhook) =>
  database.db
    .selectFrom("payments.webhook_events")
    .select(["outcome", "payment_id", "mismatch"])
    .where("event_id", "=", event.id)
    .executeTakeFirst();
const outcomeOf = async (event: SandboxWebhook) => (await evidenceOf(event))?.outcome;

describe("a webhook", () => {
  test("that decides a payment moves it, books it and wakes its saga, in one transaction", async () => {
    const { payment, charge } = await charged();
    const before = nudges;
    const event = eventOf(payment, "charge.succeeded", charge);
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
    const { payment, charge } = await charged();
    const event = eventOf(payment, "charge.succeeded", charge);
    const results = await Promise.all(Array.from({ length: 15 }, () => deliver(event)));
    expect(results.toSorted()).toEqual(["applied", ...Array.from({ length: 14 }, () => "ignored")]);
    expect(await commandsOf(payment)).toHaveLength(1);
    expect(await readLedger(database.db, payment.id)).toMatchObject({ customer_payments: -10_000 });
  });

  test("that brings nothing new is stored and wakes nothing", async () => {
    const { payment, charge } = await charged();
    const outcome = { kind: "captured", providerRef: charge.id, feeMinor: 165 } as const;
    await inTransaction(database.db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));
    const event = eventOf(payment, "charge.succeeded", charge);
    expect(await deliver(event)).toBe("ignored");
    expect(await deliver(eventOf(payment, "charge.succeeded", { ...charge, status: "pending" }))).toBe("ignored");
    expect(await stateOf(payment)).toBe("captured");
    expect(await commandsOf(payment)).toEqual([]);
    expect(await outcomeOf(event)).toBe("ignored");
  });

  test("about an order without a payment is stored as unmatched, raises an alarm and is a finding", async () => {
    const stranger = await createPayment(database.db, { provider: "stripe" });
    const event = eventOf(stranger, "charge.succeeded", { id: "ch_of_a_stranger" });
    alarms.length = 0;
    expect(await deliver(event)).toBe("unmatched");
    expect(await deliver(event)).toBe("ignored");
    expect(await stateOf(stranger)).toBe("intent");
    expect(await outcomeOf(event)).toBe("unmatched");
    expect(alarms).toEqual([expect.stringContaining("look the charge up at the provider and refund it")]);
    const findings = await database.db
      .selectFrom("payments.reconciliation_findings")
      .select(["payment_id", "detail", "resolved_at"])
      .where("finding", "=", "webhook_unmatched")
      .execute();
    expect(findings).toEqual([
      {
        payment_id: null,
        detail: expect.stringContaining(`order ${stranger.orderNumber}, charge ch_of_a_stranger`),
        resolved_at: null,
      },
    ]);
  });

  test("about a payment that became known after it was read is compared with the provider's record all the same", async () => {
    const { payment, charge } = await charged("tok_timeout");
    const set = (provider: string) =>
      database.db.updateTable("payments.payments").set({ provider }).where("id", "=", payment.id).execute();
    await set("stripe");
    const failPoints = new ArmedFailPoints();
    failPoints.arm("webhook.before-lock", async () => void (await set("sandbox")));
    const event = eventOf(payment, "charge.succeeded", { ...charge, status: "succeeded" });
    expect(await deliver(event, { ...deps, failPoints })).toBe("mismatch");
    expect(await stateOf(payment)).toBe("intent");
  });

  test("that reports a capture after the payment was given up books it and opens the refund", async () => {
    const { payment, charge } = await charged();
    const outcome = { kind: "voided", providerRef: null } as const;
    await inTransaction(database.db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));
    expect(await deliver(eventOf(payment, "charge.succeeded", charge))).toBe("applied");
    expect(await stateOf(payment)).toBe("captured");
    expect(await readRefunds(database.db, payment)).toMatchObject([{ amountMinor: 10_000, state: "intent" }]);
  });

  test("that fails before its commit leaves nothing, and works when it is sent again", async () => {
    const { payment, charge } = await charged();
    const failPoints = new ArmedFailPoints();
    failPoints.arm("webhook.before-commit", () => {
      throw new Error("the process died here");
    });
    const event = eventOf(payment, "charge.succeeded", charge);
    await expect(deliver(event, { ...deps, failPoints })).rejects.toThrow("died here");
    expect(await stateOf(payment)).toBe("intent");
    expect(await outcomeOf(event)).toBeUndefined();
    expect(await readLedger(database.db, payment.id)).toEqual({});
    expect(await deliver(event)).toBe("applied");
    expect(await commandsOf(payment)).toHaveLength(1);
  });

  test("without a signature writes nothing", async () => {
    const { payment, charge } = await charged();
    const event = eventOf(payment, "charge.succeeded", charge);
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
  const event = { ...eventOf(payment, "charge.succeeded", { id: "ch_1" }), id };
  await expect(deliver(event)).rejects.toMatchObject({ reason: "invalid_input" });
  expect(await stateOf(payment)).toBe("intent");
  expect(await commandsOf(payment)).toEqual([]);
});

const USD = "USD" as const;
const contradictions: readonly {
  readonly what: string;
  readonly change: Partial<Charge>;
  readonly difference: Record<string, unknown>;
}[] = [
  {
    what: "another amount",
    change: { amountMinor: 1 },
    difference: { fact: "amountMinor", expected: 10_000, received: 1 },
  },
  {
    what: "another currency",
    change: { currency: USD },
    difference: { fact: "currency", expected: "EUR", received: USD },
  },
  {
    what: "another payment's key",
    change: { idempotencyKey: randomUUID() },
    difference: { fact: "idempotencyKey", expected: expect.any(String) },
  },
  {
    what: "a charge that the provider does not have",
    change: { id: "ch_invented" },
    difference: { fact: "chargeId", expected: expect.stringMatching(/^ch_/), received: "ch_invented" },
  },
  {
    what: "a fee of ten times the charge",
    change: { feeMinor: 100_000 },
    difference: { fact: "feeMinor", expected: 10_000, received: 100_000 },
  },
  {
    what: "a refund of more than the charge",
    change: { refundedMinor: 10_001, status: "refunded" },
    difference: { fact: "refundedMinor", received: 10_001 },
  },
];

describe("a signed webhook that contradicts its payment", () => {
  const alarmCount = async () =>
    (await metrics.webhookMismatches.get()).values.reduce((sum, { value }) => sum + value, 0);

  test.each(contradictions)("by stating $what moves and books nothing, is kept and raises an alarm", async (one) => {
    const { payment, charge } = await charged();
    const counted = await alarmCount();
    alarms.length = 0;
    const event = eventOf(payment, "charge.succeeded", { ...charge, ...one.change });
    expect(await deliver(event)).toBe("mismatch");
    expect(await stateOf(payment)).toBe("intent");
    expect(await readLedger(database.db, payment.id)).toEqual({});
    expect(await commandsOf(payment)).toEqual([]);
    expect(await evidenceOf(event)).toMatchObject({
      outcome: "mismatch",
      payment_id: payment.id,
      mismatch: expect.arrayContaining([expect.objectContaining(one.difference)]),
    });
    expect(alarms).toEqual([expect.stringContaining("a webhook contradicts its payment")]);
    expect(await alarmCount()).toBe(counted + 1);
    // The true event still works afterwards, and the forged one sent again raises nothing.
    expect(await deliver(eventOf(payment, "charge.succeeded", charge))).toBe("applied");
    expect(await deliver(event)).toBe("ignored");
    expect(alarms).toHaveLength(1);
    expect(await readLedger(database.db, payment.id)).toMatchObject({ customer_payments: -10_000, provider_fees: 165 });
  });

  test("is found with a payment that knows its charge", async () => {
    const { payment, charge } = await charged("tok_decline");
    await deliver(eventOf(payment, "charge.declined", charge));
    expect(await deliver(eventOf(payment, "charge.succeeded", { id: "ch_another" }))).toBe("mismatch");
    expect(await deliver(eventOf(payment, "charge.refunded", { id: charge.id, amountMinor: 2 }))).toBe("mismatch");
    expect(await stateOf(payment)).toBe("declined");
  });

  const remember = (payment: Payment, outcome: ChargeOutcome) =>
    inTransaction(database.db, (tx) => recordOutcomes(tx, [{ paymentId: payment.id, outcome }]));

  test.each(["charge.declined", "charge.voided"] as const)(
    "by a false %s does not undo an order, whether its capture is recorded yet or not",
    async (type) => {
      const { payment, charge } = await charged();
      const status = type === "charge.declined" ? "declined" : "voided";
      const forge = () => eventOf(payment, type, { ...charge, status });
      alarms.length = 0;
      const first = forge();
      expect(await deliver(first)).toBe("mismatch");
      expect(await stateOf(payment)).toBe("intent");
      expect(await evidenceOf(first)).toMatchObject({
        mismatch: [{ fact: "status", expected: "captured", received: status }],
      });
      await remember(payment, { kind: "pending", providerRef: charge.id });
      expect(await deliver(forge())).toBe("mismatch");
      expect(await stateOf(payment)).toBe("unknown");
      expect(await commandsOf(payment)).toEqual([]);
      expect(await deliver(eventOf(payment, "charge.succeeded", charge))).toBe("applied");
      expect(await deliver(forge())).toBe("mismatch");
      expect(await stateOf(payment)).toBe("captured");
      expect(alarms).toHaveLength(3);
    },
  );

  test("by reporting as captured a charge that we know, and that waits for the shopper, moves nothing", async () => {
    const { payment, charge } = await charged("tok_action");
    const { id: providerRef, actionUrl } = charge;
    await remember(payment, { kind: "requires_action", providerRef, actionUrl: actionUrl ?? "", expiresAt: null });
    const event = eventOf(payment, "charge.succeeded", { ...charge, status: "succeeded", feeMinor: 165 });
    expect(await deliver(event)).toBe("mismatch");
    expect(await stateOf(payment)).toBe("requires_action");
    expect(await readLedger(database.db, payment.id)).toEqual({});
  });

  test("by naming another page to approve on does not send the shopper there", async () => {
    const { payment, charge } = await charged("tok_action");
    const event = eventOf(payment, "charge.requires_action", { ...charge, actionUrl: "https://example.net/phish" });
    expect(await deliver(event)).toBe("mismatch");
    expect(await deliver(eventOf(payment, "charge.requires_action", charge))).toBe("applied");
    const stored = (await readPaymentsOfOrders(database.db, [payment.orderId])).get(payment.orderId);
    expect(stored?.actionUrl).toBe(charge.actionUrl);
  });

  test("by stating a fee within the charge that the provider did not take books nothing", async () => {
    const { payment, charge } = await charged();
    expect(await deliver(eventOf(payment, "charge.succeeded", { ...charge, feeMinor: 9_999 }))).toBe("mismatch");
    expect(await readLedger(database.db, payment.id)).toEqual({});
  });

  test("by reporting as captured what the provider has not decided moves nothing", async () => {
    const { payment, charge } = await charged("tok_timeout");
    expect(charge.status).toBe("pending");
    const event = eventOf(payment, "charge.succeeded", { ...charge, status: "succeeded" });
    expect(await deliver(event)).toBe("mismatch");
    expect(await stateOf(payment)).toBe("intent");
    expect(await evidenceOf(event)).toMatchObject({ mismatch: [{ fact: "status", received: "captured" }] });
  });

  test("cannot be told from a true one while the provider is silent, so it is asked for again", async () => {
    const { payment, charge } = await charged();
    const event = eventOf(payment, "charge.succeeded", charge);
    const rawBody = Buffer.from(JSON.stringify(event));
    const silent = gatewayAt("http://127.0.0.1:1");
    const at = Math.floor(Date.now() / 1_000);
    const v1 = createHmac("sha256", SECRET).update(`${at}.`).update(rawBody).digest("hex");
    await expect(applyWebhook(deps, silent, { rawBody, header: () => `t=${at},v1=${v1}` })).rejects.toMatchObject({
      reason: "payment_unavailable",
    });
    expect(await outcomeOf(event)).toBeUndefined();
    expect(await deliver(event)).toBe("applied");
  });
});
