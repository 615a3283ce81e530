import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { LIVES } from "../../testing/enrolment.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { createStaff } from "../staff/create-staff.ts";
import { followMailedLink } from "../registration/follow-mailed-link.ts";
import { logIn, type LogInSettings } from "./log-in.ts";
import { guardKey, type LockoutRule } from "./login-guards.sql.ts";
import { withIdentity } from "./prove-identity.ts";
import { tally } from "../../testing/tally.ts";

const PASSWORD = "seven stones in a row";
const ORIGIN = "https://shop.example.com";
const SECRETS = ["s3cret".repeat(8)];
const LOCKOUT = { threshold: 5, lockSeconds: 900, waitMsMax: WAIT_MS_MAX, checkMsMax: WAIT_MS_MAX };
let database: TestDatabase;
let deps: Deps;
let settings: LogInSettings;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
  deps = testDeps(database.db);
  settings = {
    secrets: SECRETS,
    lockout: LOCKOUT,
    lives: LIVES,
    publicOrigin: ORIGIN,
    locateAddress: () => null,
  };
});
afterAll(async () => database.close());

async function person() {
  const email = `${newId()}@example.com`;
  const userId = await createStaff(deps, { email, password: PASSWORD, role: "shopper" });
  return { email, userId };
}

/** The outcome of one try: `in`, or the reason of the refusal. */
async function attempt(email: string, password: string, lockout: LockoutRule = LOCKOUT): Promise<string> {
  try {
    await logIn(deps, { ...settings, lockout }, { email, password, userAgent: "test", address: "192.0.2.1" });
    return "in";
  } catch (error) {
    if (isAppError(error)) return error.reason;
    throw error;
  }
}

const mailsTo = (email: string) =>
  database.db.selectFrom("notifications.mails").selectAll().where("recipient", "=", email).execute();
/** Moves the end of a lock into the past, as waiting would. */
const letLockPass = () =>
  sql`update accounts.login_guards set locked_until = now() - interval '1 second' where locked_until is not null`.execute(
    database.db,
  );

test("checks five of fifty wrong attempts at once, and refuses the correct password until the lock ends", async () => {
  const { email } = await person();
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => attempt(email, `wrong ${index}`)));
  expect(tally(outcomes)).toEqual({ credentials_invalid: 5, account_locked: 45 });
  expect(await attempt(email, PASSWORD)).toBe("account_locked");
  await letLockPass();
  expect(await attempt(email, PASSWORD)).toBe("in");
  const mails = await mailsTo(email);
  expect(mails.map((mail) => mail.template)).toEqual(["unlock"]);
});

test("lets twenty correct log-ins at once in, and counts none of them towards the lock", async () => {
  const { email } = await person();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => attempt(email, PASSWORD)));
  expect(tally(outcomes)).toEqual({ in: 20 });
  for (let index = 0; index < 4; index += 1) expect(await attempt(email, "wrong")).toBe("credentials_invalid");
  expect(await attempt(email, PASSWORD)).toBe("in");
});

test("checks only two of twelve wrong passwords after three failures", async () => {
  const { email } = await person();
  for (let index = 0; index < 3; index += 1) await attempt(email, "wrong");
  const outcomes = await Promise.all(Array.from({ length: 12 }, (_, index) => attempt(email, `wrong ${index}`)));
  expect(tally(outcomes)).toEqual({ credentials_invalid: 2, account_locked: 10 });
});

test("checks wrong passwords sent together with a correct one only up to the threshold, before and after it", async () => {
  const { email } = await person();
  for (let index = 0; index < 3; index += 1) await attempt(email, "wrong");
  const [correct, ...wrong] = await Promise.all([
    attempt(email, PASSWORD),
    ...Array.from({ length: 12 }, (_, index) => attempt(email, `wrong ${index}`)),
  ]);
  // The two that were left, and five more once a success has reset the failures.
  const checkedMax = correct === "in" ? 7 : 2;
  const { credentials_invalid: checked = 0, account_locked: locked = 0 } = tally(wrong);
  expect(["in", "account_locked"]).toContain(correct);
  expect(checked).toBeLessThanOrEqual(checkedMax);
  expect(checked + locked).toBe(12);
  expect(await attempt(email, PASSWORD)).toBe("account_locked");
});

test("forgets attempts whose process died, and counts no failure for them", async () => {
  const { email } = await person();
  await sql`
    insert into accounts.login_guards (email_hash, tries, failures, updated_at)
    values (${guardKey(email)}, 5, 1, now() - interval '1 hour')`.execute(database.db);
  expect(await attempt(email, "wrong")).toBe("credentials_invalid");
  expect(await attempt(email, PASSWORD)).toBe("in");
});

test("tells nothing by a check that took too long, and neither lets it in nor counts it as a failure", async () => {
  const { email } = await person();
  const late = { ...LOCKOUT, checkMsMax: 0 };
  expect(await attempt(email, PASSWORD, late)).toBe("unavailable");
  expect(await attempt(email, "wrong", late)).toBe("unavailable");
  const guard = database.db
    .selectFrom("accounts.login_guards")
    .select("failures")
    .where("email_hash", "=", guardKey(email));
  expect(await guard.executeTakeFirstOrThrow()).toEqual({ failures: 0 });
  expect(await attempt(email, PASSWORD)).toBe("in");
});

test("locks an address without an account in the same way, and mails no one", async () => {
  const email = `${newId()}@example.com`;
  const outcomes = [];
  for (let index = 0; index < 7; index += 1) outcomes.push(await attempt(email, "whatever"));
  expect(outcomes).toEqual([
    ...Array.from({ length: 5 }, () => "credentials_invalid"),
    "account_locked",
    "account_locked",
  ]);
  expect(await mailsTo(email)).toEqual([]);
});

test("does not extend a lock on further attempts, and starts a new count when it ends", async () => {
  const { email } = await person();
  for (let index = 0; index < 5; index += 1) await attempt(email, "wrong");
  const locks = () =>
    database.db
      .selectFrom("accounts.login_guards")
      .select(["tries", "locked_until"])
      .where("locked_until", ">", new Date())
      .execute();
  const [before] = await locks();
  await attempt(email, "wrong");
  expect((await locks())[0]?.locked_until).toEqual(before?.locked_until);
  await letLockPass();
  for (let index = 0; index < 4; index += 1) expect(await attempt(email, "wrong")).toBe("credentials_invalid");
  expect(await attempt(email, PASSWORD)).toBe("in");
});

test("resets the failures on success", async () => {
  const { email } = await person();
  for (let round = 0; round < 3; round += 1) {
    for (let index = 0; index < 4; index += 1) expect(await attempt(email, "wrong")).toBe("credentials_invalid");
    expect(await attempt(email, PASSWORD)).toBe("in");
  }
});

test("lifts the lock by the mailed link, once, and nothing else", async () => {
  const { email } = await person();
  for (let index = 0; index < 5; index += 1) await attempt(email, "wrong");
  const [mail] = await mailsTo(email);
  const token = /#token=([A-Za-z0-9_-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
  expect(await followMailedLink(deps, ORIGIN, { token })).toEqual({ done: "unlocked", ended: [], renewed: null });
  await expect(followMailedLink(deps, ORIGIN, { token })).rejects.toMatchObject({ reason: "token_invalid" });
  expect(await attempt(email, PASSWORD)).toBe("in");
});

test("leaves open sessions alone while the account is locked", async () => {
  const { email, userId } = await person();
  expect(await attempt(email, PASSWORD)).toBe("in");
  for (let index = 0; index < 6; index += 1) await attempt(email, "wrong");
  const sessions = await database.db
    .selectFrom("accounts.sessions")
    .selectAll()
    .where("user_id", "=", userId)
    .execute();
  expect(sessions.map((session) => session.revoked_at)).toEqual([null]);
});

test("counts wrong passwords inside the account together with those at log-in", async () => {
  const { email, userId } = await person();
  for (let index = 0; index < 3; index += 1) await attempt(email, "wrong");
  const inside = (password: string) =>
    withIdentity(deps, settings, { proof: { userId, password, address: "" }, act: async () => "done" });
  for (let index = 0; index < 2; index += 1)
    await expect(inside("wrong")).rejects.toMatchObject({ reason: "credentials_invalid" });
  await expect(inside(PASSWORD)).rejects.toMatchObject({ reason: "account_locked" });
  expect(await attempt(email, PASSWORD)).toBe("account_locked");
});

test("refuses a disabled account exactly as a wrong password, whatever the password", async () => {
  const { email, userId } = await person();
  await database.db.updateTable("accounts.users").set({ status: "disabled" }).where("id", "=", userId).execute();
  expect(await attempt(email, PASSWORD)).toBe("credentials_invalid");
  expect(await mailsTo(email)).toEqual([]);
});
