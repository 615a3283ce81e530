import { UserId } from "@cartwright/contracts/ids";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { ADDRESS, createOrder, createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createMembers, inputFor, newEmail, PASSWORD } from "../testing/members.ts";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const NEW_PASSWORD = "eight stones in a row";
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(async () => edge.close());

const { templatesTo, tokenFor, member } = createMembers(() => edge);

const ownerOf = (id: string): Actor => ({
  kind: "user",
  userId: UserId.parse(id),
  sessionId: newId(),
  logInId: newId(),
  role: "shopper",
  enrolmentDue: false,
});

test("registers a person, verifies their email address, and welcomes them once", async () => {
  const email = newEmail();
  const browser = createTestBrowser(edge.url);
  expect(await browser.mutate("account.register", inputFor(email))).toMatchObject({ status: 200, data: null });
  expect((await browser.logIn(email, PASSWORD)).status).toBe(200);
  expect((await browser.query("account.me")).data).toMatchObject({ email, emailVerified: false, firstName: "Ada" });
  const token = await tokenFor(email, "verify");
  expect((await browser.mutate("account.verifyEmail", { token })).data).toEqual({ done: "verified" });
  expect((await browser.mutate("account.verifyEmail", { token })).reason).toBe("token_invalid");
  expect((await browser.query("account.me")).data).toMatchObject({ emailVerified: true });
  expect(await templatesTo(email)).toEqual(["verify", "welcome"]);
});

test("sends the verification mail again, at most once a minute", async () => {
  const { browser, email, id } = await member();
  const first = await tokenFor(email, "verify");
  expect((await browser.mutate("account.requestVerification")).status).toBe(200);
  expect(await templatesTo(email)).toEqual(["verify"]);
  await edge.database.db
    .updateTable("accounts.mailed_tokens")
    .set({ created_at: new Date(Date.now() - 61_000) })
    .where("user_id", "=", id)
    .execute();
  expect((await browser.mutate("account.requestVerification")).status).toBe(200);
  expect((await browser.mutate("account.verifyEmail", { token: first })).reason).toBe("token_invalid");
  const token = await tokenFor(email, "verify");
  expect((await browser.mutate("account.verifyEmail", { token })).data).toEqual({ done: "verified" });
  expect((await browser.mutate("account.requestVerification")).status).toBe(200);
  expect(await templatesTo(email)).toEqual(["verify", "verify", "welcome"]);
});

test("registering an email address that has an account changes nothing and responds the same; its owner is told once", async () => {
  const { email, id } = await member();
  const before = await edge.database.db.selectFrom("accounts.users").selectAll().where("id", "=", id).execute();
  for (let round = 0; round < 2; round += 1) {
    const stranger = createTestBrowser(edge.url);
    const other = { ...inputFor(email), password: "the stranger's own one", firstName: "Mallory" };
    expect(await stranger.mutate("account.register", other)).toMatchObject({ status: 200, data: null });
    expect((await stranger.logIn(email, "the stranger's own one")).status).toBe(401);
  }
  expect(await edge.database.db.selectFrom("accounts.users").selectAll().where("id", "=", id).execute()).toEqual(
    before,
  );
  expect(await templatesTo(email)).toEqual(["verify", "already_registered"]);
});

test.each(["password1", "PASSWORD123", "12345678", "qwertyuiop", "iloveyou1"])("%s is too common", async (password) => {
  const email = newEmail();
  const response = await createTestBrowser(edge.url).mutate("account.register", { ...inputFor(email), password });
  expect(response).toMatchObject({ status: 422, reason: "password_too_common" });
  expect(await templatesTo(email)).toEqual([]);
});

test.each([
  ["a role", { role: "admin" }],
  ["an id", { id: "01890000-0000-7000-8000-000000000000" }],
  ["a proven address", { emailVerified: true }],
  ["a prototype", JSON.parse('{"__proto__": {"role": "admin"}}') as object],
])("no one can register with %s", async (_what, more) => {
  const email = newEmail();
  const response = await createTestBrowser(edge.url).mutate("account.register", { ...inputFor(email), ...more });
  const users = await edge.database.db.selectFrom("accounts.users").select("role").where("email", "=", email).execute();
  expect(users.every((user) => user.role === "shopper")).toBe(true);
  expect([200, 400]).toContain(response.status);
});

test("a password reset link works once, ends every session, and does not reveal who has an account", async () => {
  const { browser, email } = await member();
  const stranger = createTestBrowser(edge.url);
  const [known, unknown] = [
    await stranger.mutate("account.forgotPassword", { email }),
    await stranger.mutate("account.forgotPassword", { email: newEmail() }),
  ];
  expect(known.text).toBe(unknown.text);
  const token = await tokenFor(email, "reset");
  const weak = await stranger.mutate("account.resetPassword", { token, password: "password1" });
  expect(weak.reason).toBe("password_too_common");
  expect((await browser.query("account.me")).status).toBe(200);
  expect((await stranger.mutate("account.resetPassword", { token, password: NEW_PASSWORD })).status).toBe(200);
  expect((await stranger.mutate("account.resetPassword", { token, password: PASSWORD })).reason).toBe("token_invalid");
  expect((await browser.query("account.me")).reason).toBe("sign_in_required");
  expect((await stranger.logIn(email, PASSWORD)).status).toBe(401);
  expect((await stranger.logIn(email, NEW_PASSWORD)).status).toBe(200);
  expect(await templatesTo(email)).toEqual(["verify", "reset", "password_changed"]);
});

test("a link for one purpose works for no other", async () => {
  const { browser, email } = await member();
  const verify = await tokenFor(email, "verify");
  expect((await browser.mutate("account.resetPassword", { token: verify, password: NEW_PASSWORD })).reason).toBe(
    "token_invalid",
  );
  await browser.mutate("account.forgotPassword", { email });
  const reset = await tokenFor(email, "reset");
  expect((await browser.mutate("account.verifyEmail", { token: reset })).reason).toBe("token_invalid");
  expect((await createTestBrowser(edge.url).logIn(email, PASSWORD)).status).toBe(200);
});

test("changing the password needs the old one, signs out the other devices and keeps this one", async () => {
  const { browser, email } = await member();
  const other = createTestBrowser(edge.url, { "user-agent": "Mozilla/5.0 (iPhone) Safari/605" });
  await other.logIn(email, PASSWORD);
  expect((await browser.query("account.sessions.list")).data).toMatchObject([
    { device: "Safari on iPhone", current: false },
    { current: true },
  ]);
  const wrong = { current: "not the old one", password: NEW_PASSWORD, endOtherSessions: true };
  expect((await browser.mutate("account.changePassword", wrong)).reason).toBe("credentials_invalid");
  expect((await other.query("account.me")).status).toBe(200);
  const right = { ...wrong, current: PASSWORD };
  expect((await browser.mutate("account.changePassword", right)).status).toBe(200);
  expect((await browser.query("account.me")).status).toBe(200);
  expect((await other.query("account.me")).reason).toBe("sign_in_required");
  expect((await createTestBrowser(edge.url).logIn(email, PASSWORD)).status).toBe(401);
});

test("devices can be signed out one by one, at once, and only one's own", async () => {
  const { browser, email } = await member();
  const foreign = await member();
  const other = createTestBrowser(edge.url);
  await other.logIn(email, PASSWORD);
  const idOf = async (of: TestBrowser) => {
    const sessions = (await of.query("account.sessions.list")).data as { id: string; current: boolean }[];
    return sessions.find((session) => session.current)?.id;
  };
  expect((await browser.mutate("account.sessions.revoke", { id: await idOf(foreign.browser) })).reason).toBe(
    "not_found",
  );
  expect((await foreign.browser.query("account.me")).status).toBe(200);
  expect((await browser.mutate("account.sessions.revoke", { id: await idOf(other) })).status).toBe(200);
  expect((await other.query("account.me")).reason).toBe("sign_in_required");
  expect((await browser.mutate("account.sessions.revokeOthers")).data).toEqual({ ended: 0 });
});

test("shows devices with the country of the address that a trusted proxy reports, and with no invented place", async () => {
  const behindProxy = await startTestEdge({ env: { TRUSTED_PROXIES: "127.0.0.1" }, database: edge.database });
  onTestFinished(() => behindProxy.close());
  const from = (address: string) => createTestBrowser(behindProxy.url, { "x-forwarded-for": address });
  const { email } = await member();
  const home = from("129.132.1.1");
  const elsewhere = ["2001:638::1", "203.0.113.9", "192.168.1.7", "::ffff:133.11.0.1"].map(from);
  for (const browser of [home, ...elsewhere]) await browser.logIn(email, PASSWORD);
  const places = {
    "127.0.0.1": { kind: "this_computer" },
    "129.132.1.1": { kind: "country", country: "CH" },
    "2001:638::1": { kind: "country", country: "DE" },
    "203.0.113.9": { kind: "unknown" },
    "192.168.1.7": { kind: "local_network" },
    "133.11.0.1": { kind: "country", country: "JP" },
  };
  const listed = (await home.query("account.sessions.list")).data as { address: string; place: unknown }[];
  expect(Object.fromEntries(listed.map(({ address, place }) => [address, place]))).toEqual(places);
  const exported = (await home.query("account.exportData")).data;
  expect(exported).toMatchObject({ sessions: listed });
  // Each of the five places was new to the account; the first log-in was not news.
  expect((await templatesTo(email)).filter((template) => template === "new_device")).toHaveLength(5);

  // Without a trusted proxy, no one can choose their place.
  const liar = createTestBrowser(edge.url, { "x-forwarded-for": "133.11.0.1" });
  await liar.logIn(email, PASSWORD);
  const [seen] = (await liar.query("account.sessions.list")).data as unknown[];
  expect(seen).toMatchObject({ current: true, address: "127.0.0.1", place: { kind: "this_computer" } });
});

test.each([
  ["a passphrase of more than 72 bytes", `${"sieben Steine ".repeat(6)}a`, `${"sieben Steine ".repeat(6)}b`],
  ["one of pictures", "👩‍👩‍👧‍👦🏳️‍🌈🥕🪑👍🏽", "👩‍👩‍👧‍👦🏳️‍🌈🥕🪑👍🏾"],
  ["one with accents", "re\u0301sume\u0301 von Noe\u0308l", "resume von Noel"],
  ["one with blanks around it", "  seven stones  ", "seven stones"],
])("signs in with %s exactly as typed, and with nothing else", async (_what, password, other) => {
  const email = newEmail();
  const browser = createTestBrowser(edge.url);
  expect((await browser.mutate("account.register", { ...inputFor(email), password })).status).toBe(200);
  expect((await browser.logIn(email, other)).status).toBe(401);
  expect((await browser.logIn(email, password)).status).toBe(200);
});

test("signs in with the same password typed on another device, which sends its letters composed", async () => {
  const email = newEmail();
  const password = "re\u0301sume\u0301 von Noe\u0308l";
  await createTestBrowser(edge.url).mutate("account.register", { ...inputFor(email), password });
  expect((await createTestBrowser(edge.url).logIn(email, password.normalize("NFC"))).status).toBe(200);
});

test("saves, changes and removes postal addresses, with one default, and no one else's", async () => {
  const { browser } = await member();
  const foreign = (await member()).browser;
  const address = { name: "Ada Lane", line1: "Main St 1", city: "Berlin", postalCode: "10115", country: "DE" };
  type Saved = { id: string; isDefault: boolean; address: typeof address }[];
  const [first] = (await browser.mutate("account.addresses.save", { address })).data as Saved;
  expect(first).toMatchObject({ isDefault: true, address });
  const both = (
    await browser.mutate("account.addresses.save", { address: { ...address, city: "Bonn" }, isDefault: true })
  ).data;
  expect(both).toMatchObject([
    { isDefault: true, address: { city: "Bonn" } },
    { isDefault: false, address: { city: "Berlin" } },
  ]);
  const theft = { id: first?.id, address: { ...address, city: "Stolen" } };
  expect((await foreign.mutate("account.addresses.save", theft)).reason).toBe("not_found");
  expect((await foreign.mutate("account.addresses.remove", { id: first?.id })).reason).toBe("not_found");
  expect((await browser.query("account.addresses.list")).data).toEqual(both);
  expect((await browser.mutate("account.addresses.remove", { id: first?.id })).data).toHaveLength(1);
});

test("keeps a guest's cart when they sign in", async () => {
  const product = await createProduct(edge.database.db);
  const { email, browser: home } = await member();
  const phone = createTestBrowser(edge.url);
  await phone.mutate("cart.setLine", { variantId: product.variants[0].id, quantity: 3 });
  expect((await phone.logIn(email, PASSWORD)).status).toBe(200);
  expect((await home.query("cart.get")).data).toMatchObject({ lines: [{ quantity: 3 }] });
});

test("exports and deletes an account, after which no personal data is left in it", async () => {
  const { browser, email, id } = await member();
  const order = await createOrder(edge.database.db, ownerOf(id), { email, status: "delivered" });
  const reason = "It arrived with a crack in it.";
  expect(
    (
      await browser.mutate("orders.requestReturn", {
        number: order.number,
        lines: [{ lineId: "1", quantity: 1, reason }],
      })
    ).status,
  ).toBe(200);
  const product = await createProduct(edge.database.db);
  await browser.mutate("cart.setLine", { variantId: product.variants[0].id, quantity: 3 });
  const draft = { email, shippingAddress: { city: "Ber" } };
  await browser.mutate("checkout.saveDraft", draft);
  const exported = (await browser.query("account.exportData")).data;
  expect(exported).toMatchObject({
    profile: { email, marketingConsent: false, memberSince: expect.stringMatching(/Z$/) },
    secondFactor: { enabledAt: null, recoveryCodesLeft: 0 },
    addresses: [],
    sessions: [{ current: true }],
    cart: [{ sku: product.variants[0].sku, quantity: 3 }],
    checkoutDraft: draft,
    orders: [
      {
        number: order.number,
        email,
        shippingAddress: { city: ADDRESS.city },
        lines: [{ quantity: 1 }],
        returnReason: reason,
      },
    ],
  });
  expect((await browser.mutate("account.delete", { password: "not this one" })).reason).toBe("credentials_invalid");
  expect((await browser.mutate("account.delete", { password: PASSWORD })).status).toBe(200);
  expect(browser.cookies.has("cartwright-session")).toBe(false);
  const drafts = await edge.database.db.selectFrom("cart.checkout_drafts").select("draft").execute();
  expect(JSON.stringify(drafts)).not.toContain(email);
  const user = await edge.database.db
    .selectFrom("accounts.users")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(user).toMatchObject({ status: "deleted", first_name: "", last_name: "", password_hash: "" });
  expect(JSON.stringify(user)).not.toContain(email);
  const sessions = await edge.database.db
    .selectFrom("accounts.sessions")
    .select(["address", "user_agent"])
    .where("user_id", "=", id)
    .execute();
  expect(sessions).toEqual([{ address: "", user_agent: "" }]);
  // Mails to the person are deleted except for the farewell, and orders stay as the law requires.
  expect(await templatesTo(email)).toEqual(["account_deleted"]);
  const kept = await edge.database.db.selectFrom("orders.orders").select("email").where("id", "=", order.id).execute();
  expect(kept).toEqual([{ email }]);
  expect((await createTestBrowser(edge.url).logIn(email, PASSWORD)).status).toBe(401);
  // The email address is free again.
  expect((await createTestBrowser(edge.url).mutate("account.register", inputFor(email))).status).toBe(200);
  expect((await createTestBrowser(edge.url).logIn(email, PASSWORD)).status).toBe(200);
});
