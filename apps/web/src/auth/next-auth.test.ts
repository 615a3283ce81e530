import { afterAll, beforeAll, expect, test } from "vitest";
import { createStaff } from "@cartwright/core/accounts/staff/create-staff";
import { newId } from "@cartwright/core/kernel/ids";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const PASSWORD = "correct horse battery staple";
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(async () => edge.close());

async function person(): Promise<string> {
  const email = `${newId()}@example.com`;
  await createStaff(edge.deps.api, { email, password: PASSWORD, role: "shopper" });
  return email;
}

const sessionRow = (id: string) =>
  edge.database.db.selectFrom("accounts.sessions").selectAll().where("user_id", "=", id).execute();

test("signing in sets strict, http-only cookies, by which the browser is identified", async () => {
  const browser = createTestBrowser(edge.url);
  const email = await person();
  const response = await browser.logIn(email, PASSWORD);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ url: edge.env.PUBLIC_ORIGIN });
  const lines = response.headers.getSetCookie();
  expect(new Set(lines.map((line) => line.split("=", 1)[0]))).toEqual(
    new Set(["cartwright-guest", "cartwright-refresh", "cartwright-session"]),
  );
  for (const line of lines) {
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Strict/);
    expect(line).toMatch(/; Path=\//);
  }
  expect((await browser.query("account.me")).data).toMatchObject({ email, role: "shopper" });
  const session = await (await browser.fetch("/api/auth/session")).json();
  expect(session).toMatchObject({ user: { email, role: "shopper" } });
});

test("responds alike to a wrong password, an unknown email address and an invalid one", async () => {
  const responses = [];
  for (const [email, password] of [
    [await person(), "not the password"],
    [`${newId()}@example.com`, "not the password"],
    ["no address", "not the password"],
  ] as const) {
    const response = await createTestBrowser(edge.url).logIn(email, password);
    const { requestId: _requestId, ...data } = (await response.json()).error.data;
    responses.push({ status: response.status, data, cookies: response.headers.getSetCookie() });
  }
  expect(responses[0]).toMatchObject({ status: 401, data: { reason: "credentials_invalid" }, cookies: [] });
  expect(responses[1]).toEqual(responses[0]);
  expect(responses[2]).toEqual(responses[0]);
});

test("signing out ends the session in the database, so copied cookies no longer work", async () => {
  const browser = createTestBrowser(edge.url);
  await browser.logIn(await person(), PASSWORD);
  const { id } = (await browser.query("account.me")).data as { id: string };
  const copy = createTestBrowser(edge.url);
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  expect((await copy.query("account.me")).status).toBe(200);

  expect((await browser.logOut()).status).toBe(200);
  expect(browser.cookies.has("cartwright-session")).toBe(false);
  expect(browser.cookies.has("cartwright-refresh")).toBe(false);
  expect((await copy.query("account.me")).reason).toBe("sign_in_required");
  copy.cookies.delete("cartwright-session");
  expect((await sessionRow(id)).map((row) => row.revoked_reason)).toEqual(["logout"]);
});

test("signing in again ends the browser's previous session, and changes every cookie value", async () => {
  const browser = createTestBrowser(edge.url);
  const email = await person();
  await browser.logIn(email, PASSWORD);
  const before = new Map(browser.cookies);
  await browser.logIn(email, PASSWORD);
  for (const name of ["cartwright-session", "cartwright-refresh"])
    expect(browser.cookies.get(name)).not.toBe(before.get(name));
  const { id } = (await browser.query("account.me")).data as { id: string };
  expect((await sessionRow(id)).filter((row) => row.revoked_at === null)).toHaveLength(1);
});

test("log-in and log-out need this browser's CSRF token, in the form or in the header", async () => {
  const email = await person();
  const other = createTestBrowser(edge.url);
  const foreign = await other.csrf();
  const browser = createTestBrowser(edge.url);
  await browser.csrf();
  const post = (path: string, csrfToken: string, headers: Record<string, string> = {}) =>
    browser.fetch(path, {
      method: "POST",
      headers,
      body: new URLSearchParams({ email, password: PASSWORD, csrfToken, json: "true" }),
    });
  for (const token of ["", "x".repeat(68), foreign]) {
    const refused = await post("/api/auth/callback/credentials", token);
    expect(refused.status).toBe(403);
    expect((await refused.json()).error.data.reason).toBe("csrf_invalid");
  }
  const good = await browser.csrf();
  const elsewhere = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  expect((await post("/api/auth/callback/credentials", good, elsewhere)).status).toBe(403);
  expect(browser.cookies.has("cartwright-session")).toBe(false);
  expect((await post("/api/auth/callback/credentials", "", { "x-csrf-token": good })).status).toBe(200);
  expect((await post("/api/auth/signout", good)).status).toBe(403); // made for the guest, not for the session
  expect((await browser.query("account.me")).status).toBe(200);
});

test("accepts a log-in as JSON, with flags as booleans or text", async () => {
  for (const json of ["true", true]) {
    const browser = createTestBrowser(edge.url);
    const form = { email: await person(), password: PASSWORD, csrfToken: await browser.csrf(), json };
    const headers = { "content-type": "application/json" };
    const send = (body: object) =>
      browser.fetch("/api/auth/callback/credentials", { method: "POST", headers, body: JSON.stringify(body) });
    expect((await send({ ...form, deep: {} })).status).toBe(415);
    expect((await send(form)).status).toBe(200);
    expect((await browser.query("account.me")).data).toMatchObject({ email: form.email });
  }
});

test("redirects after a log-in to one of our paths or the home page, never to another site", async () => {
  const email = await person();
  for (const [callbackUrl, expected] of [
    ["/orders/CW-1", "/orders/CW-1"],
    ["https://evil.example/", "/"],
    ["//evil.example/", "/"],
    ["/\\evil.example", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["http://localhost:0//evil.example/", "/"],
    ["javascript:alert(1)", "/"],
  ] as const) {
    const browser = createTestBrowser(edge.url);
    const response = await browser.fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({
        email,
        password: PASSWORD,
        csrfToken: await browser.csrf(),
        json: "true",
        callbackUrl,
      }),
    });
    expect(await response.json()).toEqual({ url: `${edge.env.PUBLIC_ORIGIN}${expected}` });
  }
});

test("serves no other action of next-auth", async () => {
  const browser = createTestBrowser(edge.url);
  for (const path of ["/api/auth/_log", "/api/auth/session"]) {
    const response = await browser.fetch(path, { method: "POST", body: new URLSearchParams({ a: "b" }) });
    expect(response.status).toBe(404);
  }
  expect((await browser.fetch("/api/auth/verify-request")).status).toBe(404);
  expect(await (await browser.fetch("/api/auth/providers")).json()).toMatchObject({
    credentials: { id: "credentials" },
  });
});
