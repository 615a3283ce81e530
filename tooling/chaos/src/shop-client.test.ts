import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createShopClient } from "./shop-client.ts";

type Responder = (response: ServerResponse) => void;

const responders: Responder[] = [];
const bodies: string[] = [];
const cookies: string[] = [];
let shop: Server;
beforeEach(async () => {
  responders.length = bodies.length = cookies.length = 0;
  shop = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => {
    shop.listen(0, "127.0.0.1", resolve);
  });
});
afterEach(async () => {
  shop.closeAllConnections();
  await new Promise((resolve) => {
    shop.close(resolve);
  });
});

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  if (request.url === "/api/csrf") {
    response.setHeader("set-cookie", "guest=g1; Path=/");
    json(200, { token: "t1" })(response);
    return;
  }
  bodies.push(body.toString());
  cookies.push(request.headers.cookie ?? "");
  (responders.shift() ?? json(200, { result: { data: "done" } }))(response);
}

const json =
  (status: number, value: unknown): Responder =>
  (response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
const cutOff: Responder = (response) => void response.destroy();
const refusal = (status: number, reason: string) => json(status, { error: { data: { reason } } });

const client = () => createShopClient(`http://127.0.0.1:${(shop.address() as AddressInfo).port}`); // a listening server has one
const soon = () => performance.now() + WAIT_MS_MAX;

test("retries a call whose response was lost, unchanged and as the same guest", async () => {
  responders.push(cutOff, refusal(503, "unavailable"));
  const guest = client();
  expect(await guest.call("checkout.place", { idempotencyKey: "k" }, soon())).toBe("done");
  expect(bodies).toEqual(Array.from({ length: 3 }, () => '{"idempotencyKey":"k"}'));
  expect(cookies).toEqual(["guest=g1", "guest=g1", "guest=g1"]);
  expect(guest.resent()).toBe(2);
});

test("a refusal is final, and has its reason", async () => {
  responders.push(refusal(409, "out_of_stock"));
  await expect(client().call("cart.setLine", {}, soon())).rejects.toMatchObject({
    name: "Refused",
    reason: "out_of_stock",
  });
  expect(bodies).toHaveLength(1);
});

test("gives up at the given time", async () => {
  responders.push(cutOff);
  await expect(client().call("cart.setLine", {}, 0)).rejects.toMatchObject({ name: "Lost" });
});
