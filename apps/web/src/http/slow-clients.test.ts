import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const LARGE = Buffer.alloc(64 * 1024 * 1024, " ");
const responses: ServerResponse[] = [];
const sockets: Socket[] = [];
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge({
    // Long enough for an honest client to be served while the machine is busy.
    clientTimes: { headersMs: 1_500, requestMs: 2_000, responseMs: 2_500, checkMs: 20 },
    handleWithNext: async (_request, response) => {
      responses.push(response);
      response.setHeader("Content-Type", "application/octet-stream");
      response.end(LARGE);
    },
  });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(async () => edge.close());

/** Sends the beginning of a request and no more. */
function begin(...lines: readonly string[]): Socket {
  const socket = connect(edge.port, "127.0.0.1");
  sockets.push(socket);
  socket.write([...lines, ""].join("\r\n"));
  return socket;
}

const host = () => `Host: 127.0.0.1:${edge.port}`;
const isServed = async () => (await fetch(`${edge.url}/api/health/live`)).status;

test("closes a client that never finishes its headers, with 408, and serves the others", async () => {
  const socket = begin("GET / HTTP/1.1", host(), "X-Slow: a");
  const [said, others] = await Promise.all([text(socket), isServed()]);
  expect(said).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(others).toBe(200);
});

test("closes a client that never finishes its body, and serves the others", async () => {
  const type = "Content-Type: application/json";
  const socket = begin("POST /api/trpc/cart.clear HTTP/1.1", host(), type, "Content-Length: 1000", "", '{"a":');
  const [, others] = await Promise.all([text(socket), isServed()]);
  expect(others).toBe(200);
});

test("closes a client that reads nothing of a large response, and serves the others", async () => {
  const socket = begin("GET /slow HTTP/1.1", host(), "");
  socket.pause();
  await expect.poll(() => responses.length).toBe(1);
  const [response] = responses;
  if (!response) throw new Error("no request arrived");
  const cut = once(response, "close");
  expect(await isServed()).toBe(200);
  await cut;
  expect(response.writableFinished).toBe(false);
});

test("closes the connection of a client that sends requests without reading responses, and stops handling them", async () => {
  responses.length = 0;
  const socket = begin(...Array.from({ length: 20 }, () => ["GET /slow HTTP/1.1", host(), ""]).flat());
  socket.pause();
  const others = await isServed();
  await expect.poll(() => responses.length > 0 && responses.every((response) => response.destroyed)).toBe(true);
  expect(responses.length).toBeLessThanOrEqual(4);
  expect(others).toBe(200);
});
