import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { IMPORT_UPLOAD_PATH } from "@cartwright/contracts/product-imports";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { logInAs } from "../testing/log-in-as.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const LARGE = Buffer.alloc(64 * 1024 * 1024, " ");
const responses: ServerResponse[] = [];
const sockets: Socket[] = [];
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge({
    // Long enough for an honest client to be served while the machine is busy.
    clientTimes: {
      headersMs: 1_500,
      requestMs: 2_000,
      responseMs: 60_000,
      longMs: 60_000,
      readCheckMs: 1_200,
      checkMs: 20,
    },
    handleWithNext: async (_request, response) => {
      responses.push(response);
      response.setHeader("Content-Type", "application/octet-stream");
      response.end(LARGE);
    },
  });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  responses.length = 0;
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

test("lets a client take as long as it needs for a response while it keeps reading", async () => {
  const socket = begin("GET /slow HTTP/1.1", host(), "Connection: close", "");
  let received = 0;
  socket.on("data", (chunk: Buffer) => {
    received += chunk.length;
    // Pauses long enough that several checks fall into the response, and takes more than the least between two of them.
    socket.pause();
    setTimeout(() => socket.resume(), 2);
  });
  await once(socket, "close");
  expect(received).toBeGreaterThan(LARGE.length);
});

test.each([
  ["an unknown path", "POST /api/nothing HTTP/1.1", 404],
  ["a refused method", "PUT /cart HTTP/1.1", 405],
  ["a method that a page does not take", "POST /cart HTTP/1.1", 405],
  ["a page", "GET /api/csrf HTTP/1.1", 200],
])("cuts the body of a request to %s at once", async (_what, line, status) => {
  const began = performance.now();
  const socket = begin(line, host(), "Content-Type: application/json", "Content-Length: 50000000", "", '{"a":');
  const said = await text(socket);
  expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  // Well before the limits for requests, which would close it too.
  expect(performance.now() - began).toBeLessThan(1_400);
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

test("lets a large upload take longer than other requests while it moves on, and cuts it when it stops", async () => {
  const { browser } = await logInAs(edge, "manager");
  const token = await browser.csrf();
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const socket = begin(
    `POST ${IMPORT_UPLOAD_PATH} HTTP/1.1`,
    host(),
    `Cookie: ${cookie}`,
    `${CSRF_HEADER}: ${token}`,
    "User-Agent: test-browser",
    "X-File-Name: products.csv",
    "Content-Length: 100000000",
    "",
  );
  const closed = once(socket, "close");
  const began = performance.now();
  const piece = Buffer.alloc(64 * 1024, "a");
  // Twice as long as any other request may take.
  while (performance.now() - began < 4_000) {
    expect(socket.destroyed).toBe(false);
    await new Promise((resolve) => socket.write(piece, resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { rows } = await edge.database.pool.query("select from catalog.imports where state = 'uploading'");
  expect(rows).toHaveLength(1);
  socket.resume();
  await closed;
  await expect.poll(async () => (await edge.database.pool.query("select from catalog.imports")).rows.length).toBe(0);
});
