import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createProviderServer, type ProviderServer } from "@cartwright/provider/provider-server";
import { startWebhookReceiver, type WebhookReceiver } from "@cartwright/provider/testing/webhook-receiver";
import { createLogger } from "@cartwright/observability/logger";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId, newOrderNumber } from "../kernel/ids.ts";
import type { ChargeRequest, PaymentGateway } from "../kernel/payment-gateway.ts";
import { createSandboxGateway } from "./sandbox-gateway.ts";

const SECRET = "a-secret-for-tests-of-the-sandbox-gateway";
let provider: ProviderServer;
let receiver: WebhookReceiver;
let gateway: PaymentGateway;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  provider = await createProviderServer({
    storePath: ":memory:",
    webhookSecrets: SECRET.split(","),
    host: "127.0.0.1",
    port: 0,
    logger: createLogger({ name: "provider", level: "silent" }),
    delays: { webhookMs: 5, decideMs: 5_000, slowMs: 5_000 },
  });
  gateway = gatewayAt(provider.url);
});
afterAll(async () => {
  await provider.close();
  await receiver.close();
});

const gatewayAt = (url: string, responseTimeoutMs = 10_000) =>
  createSandboxGateway({
    url,
    webhookSecrets: [SECRET],
    webhookUrl: receiver.url,
    returnOrigin: "http://127.0.0.1:3000",
    responseTimeoutMs,
  });
const requestOf = (token: string): ChargeRequest => ({
  idempotencyKey: newId(),
  orderNumber: newOrderNumber(),
  amountMinor: 10_000,
  currency: "EUR",
  token,
});
const reason = (word: string) => expect.objectContaining({ name: "AppError", reason: word });

describe("charging through the sandbox", () => {
  test.each([
    ["tok_approve", { kind: "captured", feeMinor: 165, card: { brand: "visa", last4: "4242" } }],
    ["tok_duplicate_webhook", { kind: "captured" }],
    ["tok_webhook_first", { kind: "captured" }],
    ["tok_decline", { kind: "declined", reason: "payment_declined" }],
    ["tok_insufficient_funds", { kind: "declined", reason: "payment_insufficient_funds" }],
    ["tok_of_nobody", { kind: "declined", providerRef: null, reason: "payment_declined" }],
    ["tok_action", { kind: "requires_action", actionUrl: expect.stringContaining("/actions/ch_") }],
  ])("%s", async (token, outcome) => {
    expect(await gateway.charge(requestOf(token))).toMatchObject(outcome);
  });

  test.concurrent.each(["tok_timeout", "tok_slow"])(
    "%s gives no response in time; a look-up says pending, then captured",
    async (token) => {
      const request = requestOf(token);
      const lookUp = { ...request, providerRef: null };
      const impatient = gatewayAt(provider.url, 1_000);
      await expect(impatient.charge(request)).rejects.toThrow(reason("payment_timeout"));
      expect(await gateway.find(lookUp)).toMatchObject({ kind: "pending" });
      while ((await gateway.find(lookUp))?.kind === "pending");
      expect(await gateway.find(lookUp)).toMatchObject({ kind: "captured" });
    },
  );

  test("tok_error_once is unavailable once, then captured under the same key", async () => {
    const request = requestOf("tok_error_once");
    await expect(gateway.charge(request)).rejects.toThrow(reason("payment_unavailable"));
    expect(await gateway.find({ ...request, providerRef: null })).toBeNull();
    expect(await gateway.charge(request)).toMatchObject({ kind: "captured" });
  });

  test("the same key with another amount is refused and charges nothing more", async () => {
    const request = requestOf("tok_approve");
    const first = await gateway.charge(request);
    expect(await gateway.charge(request)).toEqual(first);
    await expect(gateway.charge({ ...request, amountMinor: 1 })).rejects.toThrow(reason("idempotency_conflict"));
  });

  test("an unreachable provider is unavailable", async () => {
    await expect(gatewayAt("http://127.0.0.1:1").charge(requestOf("tok_approve"))).rejects.toThrow(
      reason("payment_unavailable"),
    );
  });

  test("a provider that closes the connection midway leaves the result open", async () => {
    const rude = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => {
      rude.listen(0, "127.0.0.1", resolve);
    });
    const { port } = rude.address() as AddressInfo; // a listening TCP server has one
    await expect(gatewayAt(`http://127.0.0.1:${port}`).charge(requestOf("tok_approve"))).rejects.toThrow(
      reason("payment_timeout"),
    );
    rude.close();
  });
});

describe("refunding and cancelling", () => {
  test("refunds in parts, once per key, never more than was captured", async () => {
    const request = requestOf("tok_approve");
    const charged = await gateway.charge(request);
    const providerRef = charged.providerRef ?? "";
    const key = newId();
    const refund = (amountMinor: number, idempotencyKey: string) =>
      gateway.refund({ idempotencyKey, providerRef, amountMinor, currency: "EUR" });
    const first = await refund(4_000, key);
    expect(await refund(4_000, key)).toEqual(first);
    await expect(refund(6_001, newId())).rejects.toThrow(reason("illegal_transition"));
    await refund(6_000, newId());
    await expect(refund(1, newId())).rejects.toThrow(reason("illegal_transition"));
  });

  test("cancelling ends an open charge, and reports one that was captured", async () => {
    const open = await gateway.charge(requestOf("tok_action"));
    const taken = await gateway.charge(requestOf("tok_approve"));
    const cancel = (providerRef: string | null) =>
      gateway.cancel({ idempotencyKey: newId(), providerRef: providerRef ?? "" });
    expect(await cancel(open.providerRef)).toMatchObject({ kind: "voided" });
    expect(await cancel(taken.providerRef)).toMatchObject({ kind: "captured" });
  });
});

describe("webhooks of the sandbox", () => {
  test("are translated for the shop, without unnecessary data", async () => {
    const request = requestOf("tok_insufficient_funds");
    const arrived = new Promise<(typeof receiver.received)[number]>((resolve) => {
      receiver.onWebhook((received) => {
        if (received.event.charge.orderNumber === request.orderNumber) resolve(received);
      });
    });
    const charged = await gateway.charge(request);
    const webhook = await arrived;
    const event = gateway.readWebhook(webhook.rawBody, () => webhook.signature);
    expect(event).toMatchObject({
      eventId: webhook.event.id,
      type: "charge.declined",
      providerRef: charged.providerRef,
      orderNumber: request.orderNumber,
      outcome: { kind: "declined", reason: "payment_insufficient_funds" },
    });
    expect(JSON.stringify(event.payload)).not.toContain(request.idempotencyKey);
    expect(() => gateway.readWebhook(webhook.rawBody, () => undefined)).toThrow(reason("signature_invalid"));
    const tampered = Buffer.from(webhook.rawBody.toString().replace("declined", "approved"));
    expect(() => gateway.readWebhook(tampered, () => webhook.signature)).toThrow(reason("signature_invalid"));
  });
});
