import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readResponse } from "./connection.ts";
import { type Agent, createAgent, createClient } from "./http-client.ts";

const connections = new Set<unknown>();
const server = createServer((request, response) => {
  connections.add(request.socket);
  if (request.url === "/cookie") response.setHeader("set-cookie", ["a=1; Path=/; HttpOnly", "b=2"]);
  if (request.url === "/chunks") {
    response.write("one ");
    response.end("two");
    return;
  }
  if (request.url === "/last") response.setHeader("connection", "close");
  let length = 0;
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
  });
  request.on("end", () => {
    const { cookie, origin } = request.headers;
    const body = JSON.stringify({
      method: request.method,
      cookie,
      origin,
      length,
      csrf: request.headers["x-csrf-token"],
    });
    response.writeHead(request.url === "/teapot" ? 418 : 200, { "content-length": body.length }).end(body);
  });
});
let origin: string;
let agent: Agent;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a listening TCP server has one
  agent = createAgent(origin);
});
afterAll(() => {
  agent.destroy();
  server.close();
});

test("a visitor keeps cookies, sends the token, and shares kept-alive connections", async () => {
  const visitor = createClient(origin, agent);
  await visitor.get("/cookie");
  visitor.setCsrfToken("secret");
  const { status, body } = await visitor.post("/echo", { text: "ümlaut" });
  expect(status).toBe(200);
  expect(JSON.parse(body.toString())).toEqual({
    method: "POST",
    cookie: "a=1; b=2",
    origin,
    length: Buffer.byteLength(JSON.stringify({ text: "ümlaut" })),
    csrf: "secret",
  });
  const other = createClient(origin, agent);
  expect(JSON.parse((await other.get("/echo")).body.toString())).not.toHaveProperty("cookie");
  expect(connections.size).toBe(1);
});

test("reads chunked responses, any status, and connections that close", async () => {
  const visitor = createClient(origin, agent);
  expect((await visitor.get("/chunks")).body.toString()).toBe("one two");
  expect((await visitor.get("/teapot")).status).toBe(418);
  expect((await visitor.get("/last")).status).toBe(200);
  expect((await visitor.get("/echo")).status).toBe(200);
});

test("takes a response when it is complete, wherever the bytes were split", () => {
  const bytes = Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nHTTP/1.1");
  const whole = bytes.length - "HTTP/1.1".length;
  for (let length = 0; length < whole; length += 1) expect(readResponse(bytes.subarray(0, length))).toBeNull();
  expect(readResponse(bytes)).toMatchObject({ end: whole, response: { status: 200, body: Buffer.from("abc") } });
});
