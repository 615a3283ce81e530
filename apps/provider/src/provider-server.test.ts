import { randomUUID } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Charge, ChargeList, RefundResponse } from "@cartwright/contracts/sandbox-provider";
import { createLogger } from "@cartwright/observability/logger";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createProviderServer, type ProviderServer } from "./provider-server.ts";
import { signWebhook } from "./sign-webhook.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./testing/webhook-receiver.ts";
import type { Delays } from "./token-plan.ts";

// Two secrets, as during a rotation.
const SECRET = "a-secret-for-tests-of-the-sandbox-provider,and-the-one-that-takes-its-place-0123";
const SHORT: Delays = { webhookMs: 5, decideMs: 40, slowMs: 40, actionExpiryMs: 60_000, retryBaseMs: 10 };
const ORDER = "CW-7K3M-9QTR";
const RETURN_URL = "http://127.0.0.1:1/orders/CW-7K3M-9QTR";

let receiver: WebhookReceiver;
let folder: string;
let provider: ProviderServer;

const storePath = () => join(folder, "provider", "provider.sqlite");
const start = (delays: Partial<Delays> = {}) =>
  createProviderServer({
    storePath: storePath(),
    webhookSecrets: SECRET.split(","),
    host: "127.0.0.1",
    port: 0,
    logger: createLogger({ name: "provider", level: "silent" }),
    delays: { ...SHORT, ...delays },
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "provider-"));
  receiver = await startWebhookReceiver();
  provider = await start();
});
afterEach(async () => {
  await provider.close();
  await receiver.close();
  await rm(folder, { recursive: true });
});

const post = (path: string, body: unknown, options: { key?: string; signal?: AbortSignal } = {}) =>
  fetch(`${provider.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": options.key ?? randomUUID() },
    body: JSON.stringify(body),
    ...(options.signal ? { signal: options.signal } : {}),
  });
const inputOf = (token: string, amountMinor = 10_000) => ({
  orderNumber: ORDER,
  amountMinor,
  currency: "EUR",
  token,
  webhookUrl: receiver.url,
  returnUrl: RETURN_URL,
});
const charge = async (token: string, key: string = randomUUID()) => {
  const response = await post("/charges", inputOf(token), { key });
  expect(response.status).toBe(200);
  return Charge.parse(await response.json());
};
const read = async (id: string) => Charge.parse(await (await fetch(`${provider.url}/charges/${id}`)).json());
const list = async () =>
  ChargeList.parse(await (await fetch(`${provider.url}/charges?orderNumber=${ORDER}`)).json()).charges;

describe("tokens", () => {
  test("an approved charge succeeds with a fee, and its signed webhook follows", async () => {
    const made = await charge("tok_approve");
    expect(made).toMatchObject({ status: "succeeded", amountMinor: 10_000, refundedMinor: 0, feeMinor: 165 });
    expect(made.card).toEqual({ brand: "visa", last4: "4242" });
    await receiver.count(1);
    const [webhook] = receiver.received;
    expect(webhook?.event).toMatchObject({ type: "charge.succeeded", charge: { id: made.id, orderNumber: ORDER } });
    const atSeconds = Number(/^t=(\d+),/.exec(webhook?.signature ?? "")?.[1]);
    expect(webhook?.signature).toBe(signWebhook(webhook?.rawBody.toString() ?? "", SECRET.split(","), atSeconds));
  });

  test.each([
    ["tok_decline", "card_declined"],
    ["tok_insufficient_funds", "insufficient_funds"],
  ])("%s is declined for its reason, without a fee", async (token, failureCode) => {
    expect(await charge(token)).toMatchObject({ status: "declined", failureCode, feeMinor: 0 });
    await receiver.count(1);
    expect(receiver.received[0]?.event.type).toBe("charge.declined");
  });

  test("tok_timeout sends no response, and a webhook brings the decision", async () => {
    const key = randomUUID();
    const patience = new AbortController();
    const unanswered = post("/charges", inputOf("tok_timeout"), { key, signal: patience.signal }).catch(
      (error: unknown) => error,
    );
    await receiver.count(1);
    // Everyone but the caller knows the decision.
    patience.abort();
    expect(await unanswered).toBeInstanceOf(Error);
    expect(receiver.received[0]?.event).toMatchObject({ type: "charge.succeeded", charge: { status: "succeeded" } });
    // Called again with the same key, it returns the one charge that exists.
    expect((await charge("tok_timeout", key)).status).toBe("succeeded");
    expect(await list()).toHaveLength(1);
  });

  test("tok_slow responds when the charge is decided", async () => {
    expect(await charge("tok_slow")).toMatchObject({ status: "succeeded", feeMinor: 165 });
  });

  test("tok_error_once fails the first call with each key, without a charge", async () => {
    const key = randomUUID();
    expect((await post("/charges", inputOf("tok_error_once"), { key })).status).toBe(500);
    expect(await list()).toEqual([]);
    expect((await charge("tok_error_once", key)).status).toBe("succeeded");
    expect((await post("/charges", inputOf("tok_error_once"))).status).toBe(500);
    expect(await list()).toHaveLength(1);
  });

  test("tok_duplicate_webhook sends the same event twice", async () => {
    await charge("tok_duplicate_webhook");
    await receiver.count(2);
    expect(receiver.received[0]?.event.id).toBe(receiver.received[1]?.event.id);
  });

  test("tok_webhook_first delivers the webhook before it responds", async () => {
    const order: string[] = [];
    receiver.onWebhook(() => order.push("webhook"));
    await charge("tok_webhook_first");
    order.push("response");
    expect(order).toEqual(["webhook", "response"]);
  });

  test("refuses an unknown token", async () => {
    const response = await post("/charges", inputOf("tok_unknown"));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "unknown_token" });
  });
});

describe("approval", () => {
  const decide = (id: string, decision: string) =>
    fetch(`${provider.url}/actions/${id}`, {
      method: "POST",
      body: new URLSearchParams({ decision }),
      redirect: "manual",
    });

  test.each([
    ["approve", "succeeded", null],
    ["decline", "declined", "action_rejected"],
  ])("decides the charge by the shopper's %s and redirects to the shop", async (decision, status, failureCode) => {
    const waiting = await charge("tok_action");
    expect(waiting).toMatchObject({ status: "requires_action", actionUrl: `${provider.url}/actions/${waiting.id}` });
    const page = await (await fetch(String(waiting.actionUrl))).text();
    expect(page).toContain("Approve</button>");
    expect(page).toContain("€100.00");

    const response = await decide(waiting.id, decision);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(RETURN_URL);
    expect(await read(waiting.id)).toMatchObject({ status, failureCode, actionUrl: null });
    await receiver.count(2);
    expect(receiver.received.map(({ event }) => event.type).toSorted()).toEqual(
      ["charge.requires_action", `charge.${status}`].toSorted(),
    );

    // A second decision changes nothing.
    await decide(waiting.id, decision === "approve" ? "decline" : "approve");
    expect((await read(waiting.id)).status).toBe(status);
    expect(await (await fetch(`${provider.url}/actions/${waiting.id}`)).text()).toContain("Back to the shop");
  });

  test("declines a charge that is not approved in time", async () => {
    await provider.close();
    provider = await start({ actionExpiryMs: 10 });
    const waiting = await charge("tok_action");
    await receiver.count(2);
    expect(await read(waiting.id)).toMatchObject({ status: "declined", failureCode: "action_expired" });
    await decide(waiting.id, "approve");
    expect((await read(waiting.id)).status).toBe("declined");
  });

  test("does not let a voided charge be approved", async () => {
    const waiting = await charge("tok_action");
    expect(await (await post(`/charges/${waiting.id}/void`, {})).json()).toMatchObject({ status: "voided" });
    await decide(waiting.id, "approve");
    expect((await read(waiting.id)).status).toBe("voided");
  });
});

describe("idempotency", () => {
  test("the same key and body make one charge; another body is refused", async () => {
    const key = randomUUID();
    const made = await Promise.all(Array.from({ length: 20 }, () => charge("tok_approve", key)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const other = await post("/charges", inputOf("tok_approve", 9_999), { key });
    expect(other.status).toBe(409);
    expect(await list()).toHaveLength(1);
  });

  test("refunds once per key, and never more than the charge", async () => {
    const made = await charge("tok_approve");
    const key = randomUUID();
    const refund = (amountMinor: number, refundKey: string) =>
      post(`/charges/${made.id}/refunds`, { amountMinor }, { key: refundKey });
    const [first, again] = [await refund(4_000, key), await refund(4_000, key)];
    expect(RefundResponse.parse(await again.json()).refund).toEqual(RefundResponse.parse(await first.json()).refund);
    expect((await refund(4_001, key)).status).toBe(409);
    expect((await refund(6_001, randomUUID())).status).toBe(409);
    expect(await read(made.id)).toMatchObject({ status: "partially_refunded", refundedMinor: 4_000 });
    expect((await refund(6_000, randomUUID())).status).toBe(200);
    const after = await read(made.id);
    expect(after).toMatchObject({ status: "refunded", refundedMinor: 10_000 });
    expect(after.refunds).toHaveLength(2);
  });

  test("refunds no unpaid charge, and voids no paid one", async () => {
    const declined = await charge("tok_decline");
    expect((await post(`/charges/${declined.id}/refunds`, { amountMinor: 1 })).status).toBe(409);
    const made = await charge("tok_approve");
    expect(await (await post(`/charges/${made.id}/void`, {})).json()).toMatchObject({ status: "succeeded" });
  });
});

describe("restart", () => {
  test("a provider that stops in the middle of a webhook's retries goes on after the next start", async () => {
    receiver.respondWith(503);
    const made = await charge("tok_approve");
    await receiver.count(3);
    await provider.close();
    const before = receiver.received.length;
    receiver.respondWith(200);
    provider = await start();
    await receiver.count(before + 1);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
    expect(await read(made.id)).toMatchObject({ status: "succeeded" });
  });

  test("makes a decision that was due while the provider was down after the next start", async () => {
    await provider.close();
    provider = await start({ decideMs: 3_600_000 });
    const unanswered = post("/charges", inputOf("tok_timeout")).catch((error: unknown) => error);
    while ((await list()).length === 0);
    await provider.close();
    expect(await unanswered).toBeInstanceOf(Error);
    expect(receiver.received).toEqual([]);
    // An hour passes.
    const store = new DatabaseSync(storePath());
    store.exec("update charges set decide_ms = 0");
    store.close();
    provider = await start();
    await receiver.count(1);
    expect((await list())[0]?.status).toBe("succeeded");
  });

  test("makes the store readable by its owner only", async () => {
    expect((await stat(storePath())).mode & 0o077).toBe(0);
  });
});

describe("edges", () => {
  test.each([
    ["GET", "/nothing", 404],
    ["GET", "/charges/ch_nothing", 404],
    ["GET", "/charges", 400],
    ["DELETE", "/charges", 405],
    ["GET", "/charges/a/b/c", 404],
    ["GET", "/health/ready", 200],
    ["GET", "/__proto__", 404],
  ])("%s %s responds with %i in JSON", async (method, path, status) => {
    const response = await fetch(`${provider.url}${path}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    await response.json();
  });

  test.each([
    ["not JSON", "{", 400],
    ["an unknown field", JSON.stringify({ ...newInput(), more: 1 }), 400],
    ["a script for a return address", JSON.stringify({ ...newInput(), returnUrl: "javascript:alert(1)" }), 400],
    ["more than 16 KiB", JSON.stringify({ token: "x".repeat(20_000) }), 413],
  ])("refuses a body with %s", async (_, body, status) => {
    const response = await fetch(`${provider.url}/charges`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
      body,
    });
    expect(response.status).toBe(status);
    expect(await list()).toEqual([]);
  });

  test("refuses a call without an idempotency key", async () => {
    const response = await fetch(`${provider.url}/charges`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(inputOf("tok_approve")),
    });
    expect(response.status).toBe(400);
  });
});

function newInput() {
  return {
    orderNumber: ORDER,
    amountMinor: 1,
    currency: "EUR",
    token: "tok_approve",
    webhookUrl: "http://127.0.0.1:1/",
    returnUrl: RETURN_URL,
  };
}
