import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, newOrderNumber } from "../kernel/ids.ts";
import { createSandboxGateway } from "./sandbox-gateway.ts";
import { createStripeGateway } from "./stripe-gateway.ts";

/** A compromised provider may respond with anything: nothing is sent to another host. */
let elsewhere: Server;
let provider: Server;
let calls: string[] = [];

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    // A listening TCP server has an address.
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    calls.push(`elsewhere ${request.url}`);
    response.end("{}");
  });
  const port = await listen(elsewhere);
  provider = createServer((request, response) => {
    calls.push(`provider ${request.method}`);
    request.resume();
    response.writeHead(redirect, { Location: `http://127.0.0.1:${port}/taken`, "Content-Type": "application/json" });
    response.end("{}");
  });
  await listen(provider);
});
afterAll(() => {
  for (const server of [elsewhere, provider]) {
    server.closeAllConnections();
    server.close();
  }
});

let redirect = 302;
const portOf = () => (provider.address() as AddressInfo).port; // it listens

const gateways = {
  sandbox: () =>
    createSandboxGateway({
      url: `http://127.0.0.1:${portOf()}`,
      webhookSecrets: ["a-secret-for-tests-of-outgoing-calls"],
      webhookUrl: "http://127.0.0.1:1/api/webhooks/sandbox",
      returnOrigin: "http://127.0.0.1:1",
    }),
  stripe: () =>
    createStripeGateway({
      secretKey: "key_for_tests",
      webhookSecrets: ["whsec_for_tests"],
      returnOrigin: "http://127.0.0.1:1",
      api: { host: "127.0.0.1", port: portOf(), protocol: "http" },
    }),
};

test.each(
  (["sandbox", "stripe"] as const).flatMap((name) =>
    [301, 302, 303, 307, 308].map((status) => [name, status] as const),
  ),
)("%s: a response of %i is a failure, and is not followed", async (name, status) => {
  redirect = status;
  calls = [];
  const charge = gateways[name]().charge({
    idempotencyKey: newId(),
    orderNumber: newOrderNumber(),
    amountMinor: 100,
    currency: "EUR",
    token: "tok_approve",
  });
  await expect(charge).rejects.toBeInstanceOf(Error);
  expect(calls).toEqual(["provider POST"]);
});
