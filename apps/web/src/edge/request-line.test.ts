import { METHODS } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

// cspell:ignore fadmin cadmin fsecrets

/** The paths that reached the pages, as sent and as a URL parser reads them. */
const served: { readonly sent: string; readonly read: string }[] = [];
let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge({
    handleWithNext: async (request, response) => {
      const sent = (request.url ?? "").split("?")[0] ?? "";
      served.push({ sent, read: new URL(request.url ?? "", "http://shop.invalid").pathname });
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end("<!doctype html><title>A page</title>");
    },
  });
});
afterAll(() => edge.close());
beforeEach(() => {
  served.length = 0;
});

/** Sends a request line unchanged and returns the status of the response. */
async function statusOf(line: string): Promise<number> {
  const socket = connect(edge.port, "127.0.0.1");
  socket.write(`${line}\r\nHost: 127.0.0.1:${edge.port}\r\nConnection: close\r\n\r\n`, "latin1");
  const said = await text(socket);
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(said)?.[1] ?? 0);
}

test.each([
  "/products/../admin",
  "/products/%2e%2e/admin",
  "/products/.%2E/admin",
  "/products/%2E./admin",
  "/./cart",
  "/%2e",
  "/cart/..",
  "/c/a%2f..%2fadmin",
  "/c/a%5c..%5cadmin",
  "/c/a\\..\\admin",
  "/api/trpc/../csrf",
  "/media/..%2f..%2fsecrets.json",
  "/_next/static/../server/app.js",
])("refuses %s with 400, whatever the method", async (path) => {
  for (const method of ["GET", "HEAD", "POST"]) expect(await statusOf(`${method} ${path} HTTP/1.1`)).toBe(400);
  expect(served).toEqual([]);
});

test.each(["/products/teapot..", "/products/...", "/products/.well-known", "/c/a.b", "/products/100%25"])(
  "serves %s, whose dots are part of a name",
  async (path) => {
    expect(await statusOf(`GET ${path} HTTP/1.1`)).toBe(200);
  },
);

const OTHERS = METHODS.filter((method) => !["GET", "HEAD", "POST"].includes(method));
test.each([...OTHERS, "BREW", "get", "X-CUSTOM"])("refuses the method %s with 405 or 501", async (method) => {
  for (const path of ["/", "/cart", "/api/csrf", "/api/trpc/cart.get"])
    expect([405, 501]).toContain(await statusOf(`${method} ${path} HTTP/1.1`));
  expect(served).toEqual([]);
});

const SEED = 20_261_129;
const segment = fc.oneof(
  fc.constantFrom("..", ".", "%2e%2e", "%2E.", ".%2e", "%2f", "%5c", "\\", "%", "%zz", "%00", "%c0%af", "%252e%252e"),
  fc.constantFrom("", "admin", "products", "c", "api", "trpc", "_next", "static", "media", "orders", ";x=1", "@", "*"),
  fc.string({ unit: "binary-ascii", maxLength: 12 }).map((part) => part.replaceAll(/[\s\0]/g, "_")),
);
const target = fc.oneof(
  { weight: 8, arbitrary: fc.array(segment, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("*", "", "cart", "http://evil.example/cart", "//evil.example", "/cart#x", "?"),
  },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 30 }) },
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("GET", "HEAD", "POST") },
  { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z!#$%&'*+.^_`|~-]{1,12}$/) },
);
const version = fc.oneof(
  { weight: 9, arbitrary: fc.constant("HTTP/1.1") },
  { weight: 1, arbitrary: fc.constantFrom("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "http/1.1", "", "HTTP/1.1 x") },
);

test(`no request line breaks the edge, and pages see the path that was sent (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(method, target, version, async (verb, path, protocol) => {
      served.length = 0;
      const status = await statusOf(`${verb} ${path} ${protocol}`);
      expect(status).toBeGreaterThanOrEqual(200);
      // Only a method that does not exist gets a 5xx status.
      expect(status < 500 || status === 501).toBe(true);
      for (const { sent, read } of served) expect(read).toBe(sent);
    }),
    { seed: SEED, numRuns: 600 },
  );
});
