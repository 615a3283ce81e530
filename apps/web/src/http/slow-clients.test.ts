import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const LARGE = Buffer.alloc(64 * 1024 * 1024, " ");
const answers: ServerResponse[] = [];
const sockets: Socket[] = [];
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge({
    // Long enough for an honest client to be served while the machine is busy.
    clientTimes: { headersMs: 1_500, requestMs: 2_000, responseMs: 2_500, checkMs: 20 },
    handleWithNext: async (_request, response) => {
      answers.push(response);
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

test("a client that never ends its headers is told that its time is up, and cut; others are served", async () => {
  const socket = begin("GET / HTTP/1.1", host(), "X-Slow: a");
  const [said, others] = await Promise.all([text(socket), isServed()]);
  expect(said).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(others).toBe(200);
});

test("so is one that never ends its body", async () => {
  const type = "Content-Type: application/json";
  const socket = begin("POST /api/trpc/cart.clear HTTP/1.1", host(), type, "Content-Length: 1000", "", '{"a":');
  const [, others] = await Promise.all([text(socket), isServed()]);
  expect(others).toBe(200);
});

test("one that takes nothing of a large answer is cut, and the answer with it; others are served", async () => {
  const socket = begin("GET /slow HTTP/1.1", host(), "");
  socket.pause();
  await expect.poll(() => answers.length).toBe(1);
  const [answer] = answers;
  if (!answer) throw new Error("nobody was asked");
  const cut = once(answer, "close");
  expect(await isServed()).toBe(200);
  await cut;
  expect(answer.writableFinished).toBe(false);
});

test("one that asks on and on without taking an answer is cut, and no more answers are made for it", async () => {
  answers.length = 0;
  const socket = begin(...Array.from({ length: 20 }, () => ["GET /slow HTTP/1.1", host(), ""]).flat());
  socket.pause();
  const others = await isServed();
  await expect.poll(() => answers.length > 0 && answers.every((answer) => answer.destroyed)).toBe(true);
  expect(answers.length).toBeLessThanOrEqual(4);
  expect(others).toBe(200);
});
