import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { isErrorReason } from "@cartwright/contracts/error-codes";
import { newId } from "@cartwright/core/kernel/ids";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BROKEN_TEXTS, CORPUS, HOSTILE_TEXTS } from "../testing/corpus.ts";
import { readTableState } from "../testing/table-state.ts";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/**
 * Every part of a request except a procedure's input: path, query, headers, cookies, forms, webhooks. Nothing breaks or is
 * stored.
 */
let edge: TestEdge;
let before: Awaited<ReturnType<typeof readTableState>>;
beforeAll(async () => {
  edge = await startTestEdge();
  before = await readTableState(edge.database.db);
});
afterAll(async () => edge.close());

interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends a request unchanged: `fetch` would normalise paths and refuse headers. */
function ask(
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: "127.0.0.1", port: edge.port, path, method: options.method ?? "GET", headers: options.headers },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    request.on("error", reject);
    request.end(options.body);
  });
}

const INSIDE = /node_modules|\/packages\/|\/tmp\/|\bat \S+ \(|\.ts:\d+|relation "|syntax error/;

function faultIn(what: string, { status, body }: RawResponse): string | null {
  if (status >= 500) return `${what}: ${status} ${body.slice(0, 200)}`;
  if (INSIDE.test(body)) return `${what}: tells of the inside: ${body.slice(0, 200)}`;
  if (status < 400 || body === "") return null;
  const reason = (JSON.parse(body) as { error: { data: { reason: string } } }).error.data.reason; // docs/api.md
  return isErrorReason(reason) ? null : `${what}: undeclared reason ${reason}`;
}

const written = [...HOSTILE_TEXTS, ...BROKEN_TEXTS, "x".repeat(5_000)].map((text) =>
  encodeURIComponent(text.toWellFormed()),
);
const RAW = ["%", "%zz", "%c0%af", "%E0%A4%A", "%00", "..%2f..%2f", "%2e%2e/", "//", "\\..\\", "%5c", ";a=b", "*", "@"];

test("paths and queries, of pages and of every route", async () => {
  const faults = [];
  for (const part of [...written, ...RAW]) {
    for (const path of [
      `/${part}`,
      `/c/${part}`,
      `/products/${part}`,
      `/orders/${part}?key=${part}`,
      `/search?q=${part}&category=${part}&min=${part}&max=${part}&sort=${part}`,
      `/api/trpc/${part}`,
      `/api/trpc/catalog.list?input=${part}`,
      `/api/trpc/catalog.list?batch=${part}&input=${part}`,
      `/api/auth/${part}`,
      `/api/auth/signin?callbackUrl=${part}`,
      `/api/auth/signin?error=${part}&csrfToken=${part}`,
      `/api/health/${part}`,
      `/media/${part}`,
      `/_next/static/${part}`,
      `/_next/image?url=${part}&w=${part}`,
    ]) {
      const fault = faultIn(path, await ask(path));
      if (fault) faults.push(fault);
    }
  }
  expect(faults).toEqual([]);
});

test("headers: refuses a foreign host, trusts no forwarded header of a client, ignores garbage", async () => {
  for (const host of ["evil.example", "localhost.evil.example", "localhost@evil.example", "127.0.0.1.evil.example"])
    expect([host, (await ask("/api/csrf", { headers: { host } })).status]).toEqual([host, 421]);
  const faults = [];
  for (const value of [
    "evil.example",
    "javascript:alert(1)",
    "'; drop table x --",
    "0",
    "x".repeat(4_000),
    "\u00ff\u00fe",
  ]) {
    for (const name of [
      "cookie",
      "origin",
      "referer",
      "authorization",
      "user-agent",
      "accept",
      "accept-language",
      "accept-encoding",
      "x-csrf-token",
      "x-forwarded-host",
      "x-forwarded-for",
      "x-forwarded-proto",
      "forwarded",
      "x-real-ip",
      "x-http-method-override",
      "x-original-url",
      "traceparent",
      "if-none-match",
      "range",
      "trpc-accept",
    ]) {
      for (const path of ["/api/csrf", "/cart", "/api/trpc/cart.get", "/api/auth/session"]) {
        const response = await ask(path, { headers: { [name]: value } });
        const fault = faultIn(`${name}: ${value.slice(0, 30)} at ${path}`, response);
        if (fault) faults.push(fault);
        const { "x-request-id": _id, "set-cookie": _cookies, ...headers } = response.headers;
        if (JSON.stringify(headers).includes("evil.example")) faults.push(`${name} comes back in a header of ${path}`);
      }
    }
  }
  expect(faults).toEqual([]);
});

test("cookies: garbage, many, twice, oversized; none gives another identity", async () => {
  const faults = [];
  const jwt = ["eyJhbGciOiJub25lIn0", Buffer.from('{"sub":"1","role":"admin"}').toString("base64url"), ""].join(".");
  for (const value of ["", "x", jwt, "%00", '"quoted"', "a=b=c", "x".repeat(8_000), "\u00e9", "../../x", newId()]) {
    for (const name of ["cartwright-session", "cartwright-refresh", "cartwright-guest", "cartwright-csrf"]) {
      const cookie = `${name}=${value}; ${name}=other; =; ;;`;
      for (const path of ["/api/trpc/account.visitor", "/api/trpc/cart.get", "/api/csrf", "/cart"]) {
        const response = await ask(path, { headers: { cookie } });
        const fault = faultIn(`${name}=${value.slice(0, 30)} at ${path}`, response);
        if (fault) faults.push(fault);
        const isIdentified = path.endsWith("visitor") && response.body !== '{"result":{"data":null}}';
        if (isIdentified) faults.push(`${name}=${value.slice(0, 30)} is identified: ${response.body}`);
      }
    }
  }
  const many = Array.from({ length: 300 }, (_, index) => `c${index}=${index}`).join("; ");
  expect(faultIn("300 cookies", await ask("/api/csrf", { headers: { cookie: many } }))).toBeNull();
  expect(faults).toEqual([]);
});

test("log-in and log-out forms: every field, every kind of body", async () => {
  const browser = createTestBrowser(edge.url);
  const csrfToken = await browser.csrf();
  const faults: string[] = [];
  async function post(body: string, type: string): Promise<void> {
    const fetched = await browser.fetch("/api/auth/callback/credentials", {
      method: "POST",
      body,
      headers: { "content-type": type, "x-csrf-token": csrfToken },
    });
    const response = { status: fetched.status, headers: {}, body: await fetched.text() };
    const fault = faultIn(body.slice(0, 100), response);
    if (fault) faults.push(fault);
    if (response.status < 400) faults.push(`${body.slice(0, 100)} was taken`);
  }
  for (const text of [...HOSTILE_TEXTS, ...BROKEN_TEXTS]) {
    const form = { email: "a@example.com", password: "wrong", csrfToken, json: "true" };
    for (const field of ["email", "password", "code", "__proto__"])
      await post(
        String(new URLSearchParams([...Object.entries({ ...form }), [field, text]])),
        "application/x-www-form-urlencoded",
      );
  }
  for (const { json } of CORPUS) await post(json, "application/json");
  for (const type of ["text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16", ""])
    await post("email=a", type);
  expect(faults).toEqual([]);
  expect(browser.cookies.has("cartwright-session")).toBe(false);
});

test("webhooks: reads, stores and reveals nothing without a valid signature", async () => {
  const faults = [];
  const seconds = Math.floor(Date.now() / 1000);
  for (const signature of [
    null,
    "",
    "t=1,v1=00",
    `t=${seconds},v1=${"0".repeat(64)}`,
    "v1=",
    "t=NaN,v1=x",
    "x".repeat(3_000),
  ]) {
    for (const { what, json } of CORPUS) {
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (signature !== null) headers["sandbox-signature"] = signature;
      const response = await ask("/api/webhooks/sandbox", { method: "POST", headers, body: json });
      const fault = faultIn(`${what} signed ${signature?.slice(0, 20) ?? "not at all"}`, response);
      if (fault) faults.push(fault);
      if (response.status < 400) faults.push(`${what} was taken`);
    }
  }
  for (const provider of ["__proto__", "constructor", "SANDBOX", "", "%73andbox"])
    expect((await ask(`/api/webhooks/${provider}`, { method: "POST", body: "{}" })).status).toBe(404);
  expect((await ask("/api/webhooks/sandbox/../stripe", { method: "POST", body: "{}" })).status).toBe(400);
  expect(faults).toEqual([]);
});

test("responds once to requests that two servers could read differently", async () => {
  for (const head of [
    "POST /api/csp-report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /cart HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "POST /api/csp-report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nContent-Length: 30\r\n\r\nGET /cart HTTP/1.1\r\n\r\n",
    "GET /cart HTTP/1.1\r\nHost: localhost\r\nX: a\nSmuggled: 1\r\n\r\n",
    "GET /cart HTTP/1.1\r\nHost: localhost\r\n folded: yes\r\n\r\n",
    "GET /cart HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nHost : x\r\n\r\n",
  ]) {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(edge.port, "127.0.0.1", () => socket.write(head));
      let received = "";
      socket.setEncoding("utf8").on("data", (chunk: string) => (received += chunk));
      socket.on("close", () => resolve(received)).on("error", reject);
    });
    expect([head.slice(0, 60), text.match(/HTTP\/1\.1 (\d+)/g)]).toEqual([head.slice(0, 60), ["HTTP/1.1 400"]]);
  }
});

test("changes nothing by any of this", async () => {
  expect(await readTableState(edge.database.db)).toEqual(before);
});
