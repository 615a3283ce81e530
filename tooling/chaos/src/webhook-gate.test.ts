import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openWebhookGate, type WebhookGate } from "./webhook-gate.ts";

const got: { readonly host: string; readonly url: string; readonly signature: string; readonly body: string }[] = [];
let shop: Server;
let gate: WebhookGate;
beforeEach(async () => {
  got.length = 0;
  shop = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => {
    shop.listen(0, "127.0.0.1", resolve);
  });
  gate = await openWebhookGate();
});
afterEach(async () => {
  await gate.close();
  await new Promise((resolve) => {
    shop.close(resolve);
  });
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const { host = "", "cartwright-signature": signature = "" } = request.headers;
  got.push({ host, url: request.url ?? "", signature: String(signature), body: body.toString() });
  response.writeHead(202).end();
}

const shopUrl = () => `http://127.0.0.1:${(shop.address() as AddressInfo).port}`; // a listening server has one
const send = () =>
  fetch(`${gate.origin}/api/webhooks/sandbox`, {
    method: "POST",
    headers: { "cartwright-signature": "t=1,v1=ab", connection: "close" },
    body: '{"id": "evt_1"}',
  });

test("forwards webhooks with their bytes and signature, under the shop's own name", async () => {
  gate.leadTo(shopUrl());
  expect((await send()).status).toBe(202);
  const { host } = new URL(shopUrl());
  expect(got).toEqual([{ host, url: "/api/webhooks/sandbox", signature: "t=1,v1=ab", body: '{"id": "evt_1"}' }]);
});

test("keeps refused webhooks from the shop, and swallowed ones from getting a response", async () => {
  await expect(send()).rejects.toThrow("fetch failed");
  gate.leadTo(shopUrl());
  gate.setMode("refuse");
  await expect(send()).rejects.toThrow("fetch failed");
  expect(got).toEqual([]);
  gate.setMode("swallow");
  await expect(send()).rejects.toThrow("fetch failed");
  expect(got).toHaveLength(1);
  gate.setMode("pass");
  expect((await send()).status).toBe(202);
});
