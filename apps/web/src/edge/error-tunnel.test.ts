import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/** The reports that reached the service behind the DSN. */
const arrived: { readonly url: string; readonly body: string }[] = [];
const service = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    arrived.push({ url: request.url ?? "", body: Buffer.concat(chunks).toString("utf8") });
    response.end("{}");
  });
});
let edge: TestEdge;
let silent: TestEdge;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    service.listen(0, "127.0.0.1", resolve);
  });
  const { port } = service.address() as AddressInfo; // a listening TCP server has one
  edge = await startTestEdge({ env: { SENTRY_DSN: `http://key@127.0.0.1:${port}/base/7`, SENTRY_RELEASE: "r1" } });
  silent = await startTestEdge({ database: edge.database });
});
beforeEach(() => {
  arrived.length = 0;
});
afterAll(async () => {
  await silent.close();
  await edge.close();
  service.closeAllConnections();
  service.close();
});

const EVENT = {
  event_id: "0".repeat(32),
  exception: { values: [{ type: "Error", value: "no place for kim@example.com" }] },
  request: { url: "http://localhost/search?q=Zanzibarelli", headers: { cookie: "a=b" } },
  user: { email: "kim@example.com" },
};
const envelope = (event: unknown, type = "event", dsn = "https://shop@errors.invalid/1") =>
  [JSON.stringify({ dsn }), JSON.stringify({ type }), JSON.stringify(event), ""].join("\n");
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${edge.url}/api/errors`, { method: "POST", body, headers: { "content-type": "text/plain", ...headers } });

it("forwards a browser's error to the configured address only, redacted, under the server's release", async () => {
  expect((await post(envelope(EVENT, "event", "http://other@127.0.0.1:9/1"))).status).toBe(200);
  expect(arrived).toHaveLength(1);
  const [{ url, body } = { url: "", body: "" }] = arrived;
  expect(url).toBe("/base/api/7/envelope/?sentry_version=7&sentry_key=key");
  expect(JSON.parse(body.split("\n")[2] ?? "")).toMatchObject({
    release: "r1",
    environment: "embedded",
    tags: { process: "browser" },
    exception: { values: [{ value: "no place for [redacted]" }] },
    request: { url: "http://localhost/search" },
  });
  expect(body).not.toMatch(/kim@|Zanzibarelli|cookie|127\.0\.0\.1:9/);
});

it.each([
  ["anything but an error", envelope({ ...EVENT }, "attachment"), {}, 400],
  ["an event without an exception", envelope({ event_id: EVENT.event_id }), {}, 400],
  ["no JSON", "a\nb\nc", {}, 400],
  ["a body without end", envelope({ ...EVENT, more: "x".repeat(250_000) }), {}, 413],
  ["other sites' pages", envelope(EVENT), { origin: "https://elsewhere.example" }, 403],
])("refuses %s, and forwards nothing", async (...[, body, headers, status]) => {
  expect((await post(body, headers)).status).toBe(status);
  expect(arrived).toEqual([]);
});

it("returns the settings for reports, or that none are wanted", async () => {
  const wanted = await fetch(`${edge.url}/api/errors`);
  expect(await wanted.json()).toEqual({ environment: "embedded", release: "r1", sampleRate: 1 });
  const unwanted = await fetch(`${silent.url}/api/errors`);
  expect(unwanted.status).toBe(204);
  const sent = await fetch(`${silent.url}/api/errors`, { method: "POST", body: envelope(EVENT) });
  expect(sent.status).toBe(204);
  expect(arrived).toEqual([]);
});
