import { createAccessTokens } from "@cartwright/core/accounts/sessions/access-token";
import { changeRole } from "@cartwright/core/accounts/staff/change-role";
import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { hashSecret, newId } from "@cartwright/core/kernel/ids";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logInAs, PASSWORD } from "../testing/log-in-as.ts";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(async () => edge.close());

/** An access token that has expired. */
async function expireAccess(browser: TestBrowser): Promise<void> {
  const old = createAccessTokens({ secrets: edge.env.AUTH_SECRET, lifetimeSeconds: -60 });
  const claims = { userId: newId<UserId>(), sessionId: newId<SessionId>(), role: "shopper" } as const;
  browser.cookies.set("cartwright-session", await old.sign(claims));
}

const tokens = (browser: TestBrowser) => [
  browser.cookies.get("cartwright-session"),
  browser.cookies.get("cartwright-refresh"),
];

test.each(["/api/trpc/account.me", "/api/auth/session", "/api/csrf", "/account"])(
  "an access token out of time is renewed on the way to %s, and both cookies are new",
  async (path) => {
    const { browser } = await logInAs(edge, "shopper");
    await expireAccess(browser);
    const before = tokens(browser);
    const response = await browser.fetch(path);
    expect(response.status).toBe(200);
    const after = tokens(browser);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect((await browser.query("account.me")).status).toBe(200);
    expect(tokens(browser)).toEqual(after);
  },
);

test("lets all parallel requests of a page that renew at once succeed, and the next one", async () => {
  const { browser } = await logInAs(edge, "shopper");
  await expireAccess(browser);
  const responses = await Promise.all(Array.from({ length: 8 }, () => browser.query("account.me")));
  expect(responses.map((response) => response.status)).toEqual(Array.from({ length: 8 }, () => 200));
  await expireAccess(browser);
  expect((await browser.query("account.me")).status).toBe(200);
});

test("neither renews sessions nor sets cookies for public pages and files", async () => {
  const { browser } = await logInAs(edge, "shopper");
  await expireAccess(browser);
  const before = tokens(browser);
  for (const path of ["/", "/c/kitchen", "/products/kettle", "/media/x.webp", "/_next/static/x.js"])
    expect((await browser.fetch(path)).headers.getSetCookie()).toEqual([]);
  expect(tokens(browser)).toEqual(before);
});

test("ends the session for thief and owner when a stolen refresh token is reused", async () => {
  const { browser, id } = await logInAs(edge, "shopper");
  const thief = createTestBrowser(edge.url, { "user-agent": "another browser" });
  thief.cookies.set("cartwright-refresh", browser.cookies.get("cartwright-refresh") ?? "");
  await expireAccess(browser);
  expect((await browser.query("account.me")).status).toBe(200);
  expect((await thief.query("account.me")).reason).toBe("sign_in_required");
  expect(thief.cookies.has("cartwright-refresh")).toBe(false);
  expect((await browser.query("account.me")).reason).toBe("sign_in_required");
  const [session] = await edge.database.db
    .selectFrom("accounts.sessions")
    .select("revoked_reason")
    .where("user_id", "=", id)
    .execute();
  expect(session?.revoked_reason).toBe("reuse");
});

test("stores no secret of a session in the database as the browser has it", async () => {
  const { browser } = await logInAs(edge, "shopper");
  const secret = browser.cookies.get("cartwright-refresh") ?? "";
  const rows = await edge.database.db.selectFrom("accounts.refresh_tokens").select("token_hash").execute();
  expect(rows.some((row) => row.token_hash.equals(hashSecret(secret)))).toBe(true);
  expect(rows.some((row) => row.token_hash.toString("utf8").includes(secret))).toBe(false);
});

test("applies a removed role at the next request, whatever the token says", async () => {
  const { browser, id } = await logInAs(edge, "manager");
  expect((await browser.query("admin.dashboard")).reason).not.toBe("forbidden");
  await changeRole(edge.deps.api, { userId: id, role: "shopper" }, { actor: { kind: "system" }, needs: "staff:write" });
  expect((await browser.query("admin.dashboard")).reason).toBe("sign_in_required");
});

test("treats a forged or foreign cookie as a guest's, and clears it", async () => {
  const foreign = createAccessTokens({ secrets: ["another-secret-of-some-other-shop-0"] });
  const claims = { userId: newId<UserId>(), sessionId: newId<SessionId>(), role: "admin" } as const;
  for (const cookie of ["x", "a.b.c", await foreign.sign(claims), await edge.deps.sessions.tokens.sign(claims)]) {
    const browser = createTestBrowser(edge.url);
    browser.cookies.set("cartwright-session", cookie);
    expect((await browser.query("admin.dashboard")).reason).toBe("sign_in_required");
    expect(browser.cookies.has("cartwright-session")).toBe(false);
  }
});

test("ends the guest beside an ended session while orders wait for every connection of their pool", async () => {
  const busy = await startTestEdge({ database: edge.database, env: { DATABASE_POOL_MAX: "1" } });
  const browser = createTestBrowser(busy.url);
  await browser.mutate("cart.setLine", { variantId: newId(), quantity: 1 });
  const guest = browser.cookies.get("cartwright-guest") ?? "";
  const claims = { userId: newId<UserId>(), sessionId: newId<SessionId>(), role: "shopper" } as const;
  browser.cookies.set("cartwright-session", await busy.deps.sessions.tokens.sign(claims));
  const [taken, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const order = busy.deps.api.db.connection().execute(() => {
    taken.resolve();
    return released.promise;
  });
  await taken.promise;
  expect((await browser.fetch("/api/csrf")).status).toBe(200);
  released.resolve();
  await order;
  const ended = await edge.database.db
    .selectFrom("orders.ended_guests")
    .select("guest_hash")
    .where("guest_hash", "=", hashSecret(guest))
    .execute();
  expect(ended).toHaveLength(1);
  await busy.close();
});

test("uses the cookie prefix that no other host can set over https", async () => {
  const secure = await startTestEdge({ database: edge.database, env: { PUBLIC_ORIGIN: "https://shop.example.com" } });
  const { email } = await logInAs(edge, "shopper");
  const browser = createTestBrowser(secure.url);
  const response = await browser.logIn(email, PASSWORD);
  const lines = response.headers.getSetCookie();
  expect(lines).toHaveLength(3);
  for (const line of lines)
    expect(line).toMatch(/^__Host-cartwright-(session|refresh|guest)=.*; Path=\/; HttpOnly; SameSite=Strict; Secure/);
  await secure.close();
});
