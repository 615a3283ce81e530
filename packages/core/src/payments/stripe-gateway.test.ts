import { Stripe } from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId, newOrderNumber } from "../kernel/ids.ts";
import type { ChargeRequest, PaymentGateway } from "../kernel/payment-gateway.ts";
import { createStripeGateway } from "./stripe-gateway.ts";
import { startStripeDouble, type StripeDouble } from "./testing/stripe-double.ts";

// Not in the format of a real key, so that no scanner reports it.
const KEY = "key_for_tests";
let double: StripeDouble;
let gateway: PaymentGateway;
beforeAll(async () => {
  double = await startStripeDouble(KEY);
  gateway = gatewayWith(KEY);
});
beforeEach(() => {
  double.index(true);
});
afterAll(() => double.close());

const gatewayWith = (secretKey: string, port = double.port, responseTimeoutMs = 10_000) =>
  createStripeGateway({
    secretKey,
    webhookSecrets: ["whsec_new", "whsec_old"],
    returnOrigin: "http://127.0.0.1:3000",
    responseTimeoutMs,
    api: { host: "127.0.0.1", port, protocol: "http" },
  });
const requestOf = (token: string): ChargeRequest => ({
  idempotencyKey: newId(),
  orderNumber: newOrderNumber(),
  amountMinor: 4_200,
  currency: "EUR",
  token,
});
const reason = (word: string) => expect.objectContaining({ name: "AppError", reason: word });

describe("charging through Stripe", () => {
  test.each([
    ["pm_card_visa", { kind: "captured", feeMinor: 59, card: { brand: "visa", last4: "4242" } }],
    ["pm_processing", { kind: "pending" }],
    ["pm_3ds", { kind: "requires_action", actionUrl: "https://hooks.example/3ds" }],
    ["pm_declined", { kind: "declined", reason: "payment_declined", providerRef: expect.stringMatching(/^pi_/) }],
    ["pm_declined_funds", { kind: "declined", reason: "payment_insufficient_funds" }],
  ])("%s", async (token, outcome) => {
    expect(await gateway.charge(requestOf(token))).toMatchObject(outcome);
  });

  test.each([
    ["pm_broken", "payment_timeout"],
    ["pm_rate_limited", "payment_unavailable"],
    ["pm_in_use", "payment_unavailable"],
  ])("%s is %s", async (token, word) => {
    await expect(gateway.charge(requestOf(token))).rejects.toThrow(reason(word));
  });

  test("pm_silent is payment_timeout after the time limit", async () => {
    const impatient = gatewayWith(KEY, double.port, 100);
    await expect(impatient.charge(requestOf("pm_silent"))).rejects.toThrow(reason("payment_timeout"));
  });

  test("an unreachable Stripe is unavailable", async () => {
    await expect(gatewayWith(KEY, 1).charge(requestOf("pm_card_visa"))).rejects.toThrow(reason("payment_unavailable"));
  });

  test("a wrong key is our own error and not a payment error", async () => {
    await expect(gatewayWith("key_of_nobody").charge(requestOf("pm_card_visa"))).rejects.toThrow(
      Stripe.errors.StripeAuthenticationError,
    );
  });

  test("is called once for one call, and the same key is the same charge", async () => {
    const request = requestOf("pm_card_visa");
    const before = double.calls.length;
    const first = await gateway.charge(request);
    expect(double.calls.slice(before)).toEqual(["POST /v1/payment_intents"]);
    expect(await gateway.charge(request)).toEqual(first);
    await expect(gateway.charge({ ...request, amountMinor: 1 })).rejects.toThrow(reason("idempotency_conflict"));
  });
});

describe("looking up", () => {
  test("finds a charge whose response was lost, by the order's number or among the newest, and never another payment's", async () => {
    const request = requestOf("pm_card_visa");
    const charged = await gateway.charge(request);
    const lookUp = { ...request, providerRef: null };
    expect(await gateway.find(lookUp)).toEqual(charged);
    double.index(false);
    expect(await gateway.find(lookUp)).toEqual(charged);
    expect(await gateway.find({ ...lookUp, idempotencyKey: newId() })).toBeNull();
  });

  test("follows a charge by its reference", async () => {
    const request = requestOf("pm_3ds");
    const { providerRef } = await gateway.charge(request);
    const lookUp = { ...request, providerRef };
    expect(await gateway.find(lookUp)).toMatchObject({ kind: "requires_action" });
    double.approve(providerRef ?? "");
    expect(await gateway.find(lookUp)).toEqual({
      kind: "captured",
      providerRef,
      feeMinor: 59,
      card: { brand: "visa", last4: "4242" },
    });
  });

  test("finds nothing under a reference that is not there or belongs to another payment", async () => {
    const request = requestOf("pm_card_visa");
    const { providerRef } = await gateway.charge(request);
    expect(await gateway.find({ ...request, providerRef: "pi_invented" })).toBeNull();
    expect(await gateway.find({ ...request, idempotencyKey: newId(), providerRef })).toBeNull();
  });
});

describe("refunding and cancelling", () => {
  test("refunds in parts, once per key, never more than was captured", async () => {
    const { providerRef } = await gateway.charge(requestOf("pm_card_visa"));
    const key = newId();
    const refund = (amountMinor: number, idempotencyKey: string) =>
      gateway.refund({ idempotencyKey, providerRef: providerRef ?? "", amountMinor, currency: "EUR" });
    const first = await refund(4_000, key);
    expect(await refund(4_000, key)).toEqual(first);
    await expect(refund(201, newId())).rejects.toThrow(reason("illegal_transition"));
    await refund(200, newId());
  });

  test("cancelling ends an open charge with a key of its own, and reports one that was captured", async () => {
    const request = requestOf("pm_3ds");
    const open = await gateway.charge(request);
    const cancel = { idempotencyKey: request.idempotencyKey, providerRef: open.providerRef ?? "" };
    expect(await gateway.cancel(cancel)).toEqual({ kind: "voided", providerRef: open.providerRef });
    const taken = await gateway.charge(requestOf("pm_card_visa"));
    expect(await gateway.cancel({ idempotencyKey: newId(), providerRef: taken.providerRef ?? "" })).toEqual(taken);
  });
});

describe("webhooks of Stripe", () => {
  const stripe = new Stripe(KEY);
  const payload = JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "payment_intent.succeeded",
    created: 1,
    data: {
      object: {
        id: "pi_1",
        object: "payment_intent",
        status: "succeeded",
        amount: 4_200,
        currency: "eur",
        latest_charge: "ch_1",
        metadata: { order_number: "CW-7K3M-9QTR", payment_key: "0197-key" },
        receipt_email: "somebody@example.com",
      },
    },
  });
  const headerOf = (secret: string, change: { payload?: string; timestamp?: number } = {}) =>
    stripe.webhooks.generateTestHeaderString({ payload, secret, ...change });
  const read = (header: string | undefined, body = payload) =>
    gateway.readWebhook(Buffer.from(body), (name) => (name === "stripe-signature" ? header : undefined));

  test("are valid with the new and the old secret, and contain nothing personal", () => {
    for (const secret of ["whsec_new", "whsec_old"]) {
      const event = read(headerOf(secret));
      expect(event).toMatchObject({
        eventId: "evt_1",
        providerRef: "pi_1",
        orderNumber: "CW-7K3M-9QTR",
        outcome: { kind: "captured", providerRef: "pi_1" },
        facts: { amountMinor: 4_200, currency: "EUR", idempotencyKey: "0197-key", feeMinor: 0, refundedMinor: 0 },
      });
      expect(JSON.stringify(event)).not.toContain("somebody@example.com");
    }
  });

  test("are refused when unsigned, altered, old, or signed by another secret", () => {
    const refused = reason("signature_invalid");
    expect(() => read(undefined)).toThrow(refused);
    expect(() => read(headerOf("whsec_of_nobody"))).toThrow(refused);
    expect(() => read(headerOf("whsec_new"), payload.replace("4200", "1"))).toThrow(refused);
    const old = Math.floor(Date.now() / 1_000) - 400;
    expect(() => read(headerOf("whsec_new", { timestamp: old }))).toThrow(refused);
  });

  test("of other kinds change nothing here", () => {
    const other = payload.replace("payment_intent.succeeded", "customer.created");
    expect(read(headerOf("whsec_new", { payload: other }), other)).toMatchObject({
      outcome: null,
      providerRef: null,
      facts: null,
    });
  });
});
