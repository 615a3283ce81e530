import { appRouter } from "@cartwright/api/root";
import type { ProcedureMeta } from "@cartwright/api/trpc";
import { PERMISSIONS, type Role } from "@cartwright/contracts/permissions";
import { changeRole } from "@cartwright/core/accounts/staff/change-role";
import { createStaff } from "@cartwright/core/accounts/staff/create-staff";
import { codeAt } from "@cartwright/core/accounts/second-factor/totp";
import { newId } from "@cartwright/core/kernel/ids";
import { letStepPass, PASSWORD, presentStep } from "@cartwright/core/testing/enrolment";
import type { AnyProcedure, AnyRouter } from "@trpc/server";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const reason = "all of us now";
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(async () => edge.close());
beforeEach(async () => {
  await sql`update accounts.policy set second_factor_required = false`.execute(edge.database.db);
});

async function staff(role: Role = "admin") {
  const email = `${newId()}@example.com`;
  const id = await createStaff(edge.deps.api, { email, password: PASSWORD, role });
  const browser = createTestBrowser(edge.url);
  await browser.logIn(email, PASSWORD);
  return { email, id, browser };
}

async function presentCode(secret: string): Promise<string> {
  return codeAt(secret, await presentStep(edge.database.db));
}

/** Sets up two-step verification over HTTP. Its code can be used again at once, as after half a minute. */
async function enrol(browser: TestBrowser, id: string) {
  const { data } = await browser.mutate("account.secondFactor.begin", { password: PASSWORD });
  const secret = (data as { secret: string }).secret;
  const confirmed = await browser.mutate("account.secondFactor.confirm", { code: await presentCode(secret) });
  expect(confirmed.status).toBe(200);
  await letStepPass(edge.database.db, id);
  return { secret, codes: (confirmed.data as { codes: string[] }).codes };
}

async function refusal(response: Response): Promise<unknown> {
  const { requestId: _requestId, path: _path, ...data } = (await response.json()).error.data;
  return { status: response.status, data, cookies: response.headers.getSetCookie() };
}

test("asks for the code only after a correct password, and opens no session without it", async () => {
  const { email, id, browser: own } = await staff();
  const { secret, codes } = await enrol(own, id);
  const browser = createTestBrowser(edge.url);

  const wrong = await refusal(await browser.logIn(email, "not the password", await presentCode(secret)));
  expect(wrong).toEqual(await refusal(await browser.logIn(`${newId()}@example.com`, "not the password")));
  const asked = await refusal(await browser.logIn(email, PASSWORD));
  expect(asked).toMatchObject({ status: 401, data: { reason: "second_factor_required" } });
  expect([...browser.cookies.keys()].toSorted()).toEqual(["cartwright-csrf", "cartwright-guest", "cartwright-step"]);
  expect(await refusal(await browser.logIn(email, PASSWORD, "000000"))).toMatchObject({
    status: 401,
    data: { reason: "second_factor_invalid" },
    cookies: [],
  });
  expect((await browser.query("account.me")).reason).toBe("sign_in_required");

  const code = await presentCode(secret);
  expect((await browser.logIn(email, PASSWORD, code)).status).toBe(200);
  expect((await browser.query("account.me")).data).toMatchObject({ email });
  expect(browser.cookies.has("cartwright-step")).toBe(false);
  const second = createTestBrowser(edge.url);
  expect((await second.logIn(email, PASSWORD, code)).status).toBe(401);
  expect((await second.logIn(email, PASSWORD, codes[0])).status).toBe(200);
  expect((await createTestBrowser(edge.url).logIn(email, PASSWORD, codes[0])).status).toBe(401);
});

test("counts a log-in in two steps once, and a code without a correct password before it as a log-in", async () => {
  const strict = await startTestEdge({ database: edge.database, env: { RATE_LIMIT_AUTH: "3/15m" } });
  const [{ email, id, browser: own }, other] = [await staff(), await staff()];
  const { secret } = await enrol(own, id);
  await enrol(other.browser, other.id);
  await sql`delete from accounts.rate_limits`.execute(edge.database.db);
  const outcome = async (browser: TestBrowser, address: string, code?: string) => {
    const response = await browser.logIn(address, PASSWORD, code);
    return response.ok ? "in" : (await response.json()).error.data.reason;
  };
  const browser = createTestBrowser(strict.url);
  expect(await outcome(browser, email)).toBe("second_factor_required");
  expect(await outcome(browser, email, "000000")).toBe("second_factor_invalid");
  expect(await outcome(browser, email, "000000")).toBe("second_factor_invalid");
  // One of three attempts is used. The ticket is for one email address, and for one browser.
  expect(await outcome(browser, other.email, "000000")).toBe("second_factor_invalid");
  expect(await outcome(createTestBrowser(strict.url), email, "000000")).toBe("second_factor_invalid");
  expect(await outcome(createTestBrowser(strict.url), email)).toBe("rate_limited");
  expect(await outcome(browser, other.email, "000000")).toBe("rate_limited");
  expect(await outcome(browser, email, await presentCode(secret))).toBe("in");
  await strict.close();
});

test("still needs the code after a password reset by mail", async () => {
  const { email, id, browser } = await staff();
  await enrol(browser, id);
  const stranger = createTestBrowser(edge.url);
  await stranger.mutate("account.forgotPassword", { email });
  const mail = await edge.database.db
    .selectFrom("notifications.mails")
    .select("text")
    .where("recipient", "=", email)
    .where("template", "=", "reset")
    .executeTakeFirstOrThrow();
  const token = /#token=([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1];
  const password = "eight stones in a row";
  expect((await stranger.mutate("account.resetPassword", { token, password })).status).toBe(200);
  expect(await refusal(await stranger.logIn(email, password))).toMatchObject({
    data: { reason: "second_factor_required" },
  });
});

const router: AnyRouter = appRouter;
const guarded = Object.entries<AnyProcedure>(router._def.procedures).flatMap(([name, procedure]) => {
  // The library's internals of a procedure, which its public type leaves out.
  const { type, meta } = procedure._def as unknown as { type: "query" | "mutation"; meta?: ProcedureMeta };
  return Object.hasOwn(PERMISSIONS, meta?.access ?? "") ? [{ name, type }] : [];
});

test("lets staff without two-step verification sign in where it is required, and only set it up", async () => {
  const boss = await staff();
  expect((await boss.browser.mutate("admin.secondFactor.setPolicy", { required: true, reason })).reason).toBe(
    "second_factor_enrolment_required",
  );
  expect((await boss.browser.query("admin.secondFactor.policy")).data).toMatchObject({ required: false });
  await enrol(boss.browser, boss.id);

  const late = await staff();
  expect((await late.browser.query("admin.orders.list", {})).status).toBe(200);
  const policy = await boss.browser.mutate("admin.secondFactor.setPolicy", { required: true, reason });
  expect(policy.data).toMatchObject({ required: true });
  expect((await late.browser.query("admin.orders.list", {})).reason).toBe("sign_in_required");
  expect((await boss.browser.query("admin.orders.list", {})).status).toBe(200);

  expect((await late.browser.logIn(late.email, PASSWORD)).status).toBe(200);
  expect(guarded.length).toBeGreaterThan(5);
  for (const { name, type } of guarded) {
    const response = await (type === "query" ? late.browser.query(name) : late.browser.mutate(name));
    expect([name, response.status, response.reason]).toEqual([name, 403, "second_factor_enrolment_required"]);
  }
  expect((await late.browser.query("account.secondFactor.status")).data).toMatchObject({
    required: true,
    enabledAt: null,
  });

  const { secret } = await enrol(late.browser, late.id);
  expect((await late.browser.query("admin.orders.list", {})).status).toBe(200);
  const off = { password: PASSWORD, code: await presentCode(secret) };
  expect((await late.browser.mutate("account.secondFactor.disable", off)).reason).toBe("forbidden");
  expect((await late.browser.query("account.secondFactor.status")).data).toMatchObject({ recoveryCodesLeft: 10 });

  const entries = await edge.database.db
    .selectFrom("audit.entries")
    .select(["actor_id", "before", "after", "reason"])
    .where("action", "=", "second_factor.policy_changed")
    .execute();
  expect(entries).toEqual([{ actor_id: boss.id, before: { required: false }, after: { required: true }, reason }]);
});

test("lets a shopper set it up voluntarily, and then asks for the code at every log-in", async () => {
  await sql`update accounts.policy set second_factor_required = true`.execute(edge.database.db);
  const { email, id, browser } = await staff("shopper");
  expect((await browser.query("account.secondFactor.status")).data).toMatchObject({ required: false, enabledAt: null });
  const { secret } = await enrol(browser, id);
  expect((await browser.query("account.secondFactor.status")).data).toMatchObject({
    required: false,
    recoveryCodesLeft: 10,
  });
  const phone = createTestBrowser(edge.url);
  expect(await refusal(await phone.logIn(email, PASSWORD))).toMatchObject({
    data: { reason: "second_factor_required" },
  });
  expect((await phone.logIn(email, PASSWORD, await presentCode(secret))).status).toBe(200);
  await letStepPass(edge.database.db, id);
  const off = { password: PASSWORD, code: await presentCode(secret) };
  expect((await phone.mutate("account.secondFactor.disable", off)).status).toBe(200);
  expect((await createTestBrowser(edge.url).logIn(email, PASSWORD)).status).toBe(200);
});

test.each([
  ["an admin takes it off a colleague", { area: "staff", role: "support", by: "admin", notBy: "manager" }],
  ["a manager takes it off a customer", { area: "customers", role: "shopper", by: "manager", notBy: "support" }],
] as const)(
  "%s who lost their device: signs them out, notifies them, and lets them sign in without it",
  async (_what, { area, role, by, notBy }) => {
    const [helper, other, owner] = [await staff(by), await staff(notBy), await staff(role)];
    await enrol(owner.browser, owner.id);
    const request = { id: owner.id, reason: "lost their phone" };
    const name = `admin.${area}.resetSecondFactor`;
    expect((await other.browser.mutate(name, request)).reason).toBe("forbidden");
    expect((await owner.browser.query("account.me")).status).toBe(200);
    expect((await helper.browser.mutate(name, request)).status).toBe(200);
    expect((await owner.browser.query("account.me")).reason).toBe("sign_in_required");
    expect((await createTestBrowser(edge.url).logIn(owner.email, PASSWORD)).status).toBe(200);
    const { db } = edge.database;
    const mails = await db
      .selectFrom("notifications.mails")
      .select("subject")
      .where("recipient", "=", owner.email)
      .execute();
    expect(mails).toContainEqual({ subject: "Two-step verification was reset" });
    const entries = await db
      .selectFrom("audit.entries")
      .select(["actor_id", "reason"])
      .where("subject_id", "=", owner.id)
      .where("action", "=", "second_factor.reset")
      .execute();
    expect(entries).toEqual([{ actor_id: helper.id, reason: "lost their phone" }]);
  },
);

test("asks for the code when the email address is changed", async () => {
  const { id, browser } = await staff();
  const { secret } = await enrol(browser, id);
  const change = { password: PASSWORD, email: `${newId()}@example.com` };
  expect((await browser.mutate("account.changeEmail", change)).reason).toBe("second_factor_required");
  expect((await browser.mutate("account.changeEmail", { ...change, code: "000000" })).reason).toBe(
    "second_factor_invalid",
  );
  const mails = () =>
    edge.database.db.selectFrom("notifications.mails").select("id").where("recipient", "=", change.email).execute();
  expect(await mails()).toEqual([]);
  const code = await presentCode(secret);
  expect((await browser.mutate("account.changeEmail", { ...change, code })).status).toBe(200);
  expect(await mails()).toHaveLength(1);
});

test("asks for the code when the password is changed", async () => {
  const { email, id, browser } = await staff();
  const { secret } = await enrol(browser, id);
  const change = { current: PASSWORD, password: "eight stones in a row" };
  expect((await browser.mutate("account.changePassword", change)).reason).toBe("second_factor_required");
  const code = await presentCode(secret);
  expect((await browser.mutate("account.changePassword", { ...change, code })).status).toBe(200);
  await letStepPass(edge.database.db, id);
  expect((await browser.logIn(email, PASSWORD, code)).status).toBe(401);
  expect((await browser.logIn(email, change.password, code)).status).toBe(200);
});

test("a former staff member keeps two-step verification as a shopper, and nothing of it is left after deletion", async () => {
  const { email, id, browser } = await staff("support");
  const { secret } = await enrol(browser, id);
  const act = { actor: { kind: "system" }, reason: "left the shop", needs: "staff:write" } as const;
  await changeRole(edge.deps.api, { userId: id, role: "shopper" }, act);
  const again = createTestBrowser(edge.url);
  expect((await again.logIn(email, PASSWORD)).status).toBe(401);
  expect((await again.logIn(email, PASSWORD, await presentCode(secret))).status).toBe(200);
  expect((await again.query("account.exportData")).data).toMatchObject({
    secondFactor: { required: false, recoveryCodesLeft: 10 },
  });
  expect((await again.mutate("account.delete", { password: PASSWORD })).reason).toBe("second_factor_required");
  await letStepPass(edge.database.db, id);
  const proof = { password: PASSWORD, code: await presentCode(secret) };
  expect((await again.mutate("account.delete", proof)).status).toBe(200);
  const { db } = edge.database;
  const user = await db.selectFrom("accounts.users").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect(user).toMatchObject({ status: "deleted", totp_secret: null, totp_last_step: null, totp_pending_secret: null });
  expect(await db.selectFrom("accounts.recovery_codes").select("id").where("user_id", "=", id).execute()).toEqual([]);
});
