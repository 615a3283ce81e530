import type { Role } from "@cartwright/contracts/permissions";
import type { SessionId } from "@cartwright/contracts/ids";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { createPerson, enrol, LIVES, PASSWORD, type Person, presentStep as stepOf } from "../../testing/enrolment.ts";
import { beginSecondFactor } from "./begin-second-factor.ts";
import { confirmSecondFactor } from "./confirm-second-factor.ts";
import { disableSecondFactor } from "./disable-second-factor.ts";
import { logIn, type LogInSettings } from "../sign-in/log-in.ts";
import { withIdentity } from "../sign-in/prove-identity.ts";
import { readSecondFactor } from "./read-second-factor.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";
import { resealSecondFactors } from "./reseal-second-factors.ts";
import { resetSecondFactor, resetSecondFactorOf } from "../staff/reset-second-factor.ts";
import { codeAt } from "./totp.ts";
import { tally } from "../../testing/tally.ts";

const OLD = "0ldSecretOfThisShop-qwhdjfirutyghv";
const NEW = "n3wSecretOfThisShop-mzbxncvlaksjdh";
const LOCKOUT = { threshold: 5, lockSeconds: 900, waitMsMax: WAIT_MS_MAX, checkMsMax: WAIT_MS_MAX };
const WIDE = { threshold: 1_000, lockSeconds: 900 };
const FROM = { userAgent: "test", address: "192.0.2.1" };
const BY = { actor: { kind: "system" }, reason: "lost their phone", needs: "staff:write" } as const;
let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
  deps = testDeps(database.db);
});
afterAll(async () => database.close());

const settingsOf = (over: Partial<LogInSettings> = {}): LogInSettings => ({
  secrets: [OLD],
  lockout: LOCKOUT,
  lives: LIVES,
  publicOrigin: "https://shop.example.com",
  locateAddress: () => null,
  ...over,
});

const staff = (role: Role = "support") => createPerson(deps, role);
const presentStep = () => stepOf(deps.db);
const enrolled = async (role?: Role) => enrol(deps, settingsOf(), await staff(role));

/** The outcome of one log-in: `in`, or the reason of the refusal. */
async function attempt(who: Person, code?: string, over: Partial<LogInSettings> & { password?: string } = {}) {
  const { password = PASSWORD, ...settings } = over;
  try {
    await logIn(deps, settingsOf(settings), { email: who.email, password, code, ...FROM });
    return "in";
  } catch (error) {
    if (isAppError(error)) return error.reason;
    throw error;
  }
}

const account = ({ userId }: Person) => ({ userId, among: "staff" }) as const;
const rowOf = (who: Person) =>
  deps.db.selectFrom("accounts.users").selectAll().where("id", "=", who.userId).executeTakeFirstOrThrow();
const openSessions = (who: Person) =>
  deps.db
    .selectFrom("accounts.sessions")
    .select("id")
    .where("user_id", "=", who.userId)
    .where("revoked_at", "is", null)
    .execute();
async function auditOf(who: Person) {
  const entries = await deps.db
    .selectFrom("audit.entries")
    .select("action")
    .where("subject_id", "=", who.userId)
    .where("action", "like", "second_factor.%")
    .orderBy("id")
    .execute();
  return entries.map((entry) => entry.action);
}
async function mailsTo(who: Person) {
  const mails = await deps.db
    .selectFrom("notifications.mails")
    .select("subject")
    .where("recipient", "=", who.email)
    .orderBy("id")
    .execute();
  return mails.map((mail) => mail.subject);
}

describe("setting up a second factor", () => {
  test("needs the password, changes nothing before a code of the app proves it, and then ends other sessions", async () => {
    const person = await staff();
    const { session } = await logIn(deps, settingsOf(), { ...person, ...FROM });
    await logIn(deps, settingsOf(), { ...person, ...FROM });
    await expect(beginSecondFactor(deps, settingsOf(), { ...person, password: "wrong one" })).rejects.toMatchObject({
      reason: "credentials_invalid",
    });
    const { secret, uri, qr } = await beginSecondFactor(deps, settingsOf(), person);
    expect(uri).toContain(`secret=${secret}`);
    expect(qr.path).toMatch(/^M\d/);
    const begun = await rowOf(person);
    expect(begun).toMatchObject({ totp_secret: null, totp_enabled_at: null });
    expect(JSON.stringify(begun)).not.toContain(secret);
    expect(await attempt(person)).toBe("in");

    const request = { userId: person.userId, sessionId: session.sessionId, address: FROM.address };
    const wrong = codeAt(secret, (await presentStep()) + 40);
    await expect(confirmSecondFactor(deps, [OLD], { ...request, code: wrong })).rejects.toMatchObject({
      reason: "second_factor_invalid",
    });
    expect(await openSessions(person)).toHaveLength(3);
    const code = codeAt(secret, await presentStep());
    const { recoveryCodes, renewed } = await confirmSecondFactor(deps, [OLD], { ...request, code });
    expect(new Set(recoveryCodes).size).toBe(10);
    // The session that made the change has a successor, and no other is left.
    expect(renewed?.session.sessionId).not.toBe(session.sessionId);
    expect(await openSessions(person)).toEqual([{ id: renewed?.session.sessionId }]);
    expect(await attempt(person)).toBe("second_factor_required");
    expect(await attempt(person, code)).toBe("second_factor_invalid");
    expect(await auditOf(person)).toEqual(["second_factor.enabled"]);
    expect(await mailsTo(person)).toEqual(["Two-step verification is on"]);
  });

  test("needs a verified address: no one can lock the owner out of an account opened with their address", async () => {
    const person = await staff("shopper");
    await sql`update accounts.users set email_verified_at = null where id = ${person.userId}`.execute(deps.db);
    await expect(beginSecondFactor(deps, settingsOf(), person)).rejects.toMatchObject({ reason: "address_unproven" });
    expect(await rowOf(person)).toMatchObject({ totp_pending_secret: null });
  });

  test("expires", async () => {
    const person = await staff("shopper");
    const { secret } = await beginSecondFactor(deps, settingsOf(), person);
    await sql`update accounts.users set totp_pending_at = now() - interval '16 minutes' where id = ${person.userId}`.execute(
      deps.db,
    );
    const code = codeAt(secret, await presentStep());
    const request = { userId: person.userId, sessionId: newId<SessionId>(), address: "", code };
    await expect(confirmSecondFactor(deps, [OLD], request)).rejects.toMatchObject({ reason: "second_factor_invalid" });
    expect(await attempt(person)).toBe("in");
  });

  test("accepts one of twenty concurrent confirmations, and leaves ten recovery codes", async () => {
    const person = await staff();
    const { secret } = await beginSecondFactor(deps, settingsOf(), person);
    const code = codeAt(secret, await presentStep());
    const request = { userId: person.userId, sessionId: newId<SessionId>(), address: "", code };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => confirmSecondFactor(deps, [OLD], request)),
    );
    const done = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(done).toHaveLength(1);
    expect((await readSecondFactor(deps, person.userId)).recoveryCodesLeft).toBe(10);
    expect(await attempt(person, done[0]?.recoveryCodes[3])).toBe("in");
  });

  test("needs a code of the old app to move to another, and keeps the old one until the new one is proven", async () => {
    const person = await enrolled();
    await expect(beginSecondFactor(deps, settingsOf(), person)).rejects.toMatchObject({
      reason: "second_factor_required",
    });
    await beginSecondFactor(deps, settingsOf(), { ...person, code: await person.codeIn(0) });
    expect(await attempt(person, await person.codeIn(1))).toBe("in");
    const { secret } = await enrol(deps, settingsOf(), { ...person, code: person.recoveryCodes[0] ?? "" });
    expect(await attempt(person, person.recoveryCodes[1])).toBe("second_factor_invalid");
    expect(await attempt(person, await person.codeIn(1))).toBe("second_factor_invalid");
    expect(await attempt(person, codeAt(secret, await presentStep()))).toBe("in");
    expect(await auditOf(person)).toContain("second_factor.replaced");
  });
});

describe("a code of the app", () => {
  test("lets exactly one of twenty concurrent log-ins with it in", async () => {
    const person = await enrolled();
    const code = await person.codeIn(0);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => attempt(person, code, { lockout: WIDE })));
    expect(tally(outcomes)).toEqual({ in: 1, second_factor_invalid: 19 });
    expect(await openSessions(person)).toHaveLength(1);
  });

  test("works once, and so does none before it; the steps before and after the current one count too", async () => {
    const person = await enrolled();
    const [far, next, present] = [await person.codeIn(3), await person.codeIn(1), await person.codeIn(0)];
    expect(await attempt(person, far)).toBe("second_factor_invalid");
    expect(await attempt(person, ` ${next.slice(0, 3)} ${next.slice(3)}`)).toBe("in");
    expect(await attempt(person, next)).toBe("second_factor_invalid");
    expect(await attempt(person, present)).toBe("second_factor_invalid");
  });

  test("is used up only by the action it was asked for: a log-in that fails later leaves it usable", async () => {
    const person = await enrolled();
    const code = await person.codeIn(0);
    const broken = settingsOf({ lives: { ...LIVES, staff: { refreshSeconds: Number.NaN, sessionSeconds: 100 } } });
    await expect(logIn(deps, broken, { ...person, ...FROM, code })).rejects.toThrow("interval");
    expect(await attempt(person, code)).toBe("in");
  });

  test("counts towards the lock when it is wrong; the password alone neither counts nor resets", async () => {
    const person = await enrolled();
    const outcomes: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      outcomes.push(await attempt(person), await attempt(person), await attempt(person, "000000"));
    }
    expect(tally(outcomes)).toEqual({ second_factor_required: 10, second_factor_invalid: 5 });
    expect(await attempt(person)).toBe("account_locked");
    expect(await attempt(person, await person.codeIn(0))).toBe("account_locked");
    expect((await mailsTo(person)).filter((subject) => subject.includes("locked"))).toHaveLength(1);
  });

  test("checks no more than five of fifty wrong codes sent at once with as many correct passwords", async () => {
    const person = await enrolled();
    const tries = Array.from({ length: 50 }, () => [attempt(person, "000000"), attempt(person)]);
    const outcomes = tally(await Promise.all(tries.flat()));
    expect(outcomes["second_factor_invalid"] ?? 0).toBeLessThanOrEqual(5);
    expect(outcomes["in"]).toBeUndefined();
    for (let round = 0; round < 5; round += 1) await attempt(person, "000000");
    expect(await attempt(person, await person.codeIn(0))).toBe("account_locked");
  });

  test("is not forgotten by acts inside of the account that got the password alone", async () => {
    const person = await enrolled();
    for (let round = 0; round < 4; round += 1) await attempt(person, "000000");
    await expect(withIdentity(deps, settingsOf(), { proof: person, act: async () => "done" })).rejects.toMatchObject({
      reason: "second_factor_required",
    });
    expect(await attempt(person, "000000")).toBe("second_factor_invalid");
    expect(await attempt(person, await person.codeIn(0))).toBe("account_locked");
  });

  test("is asked for only after the correct password: a wrong one gets the same response with and without a second factor", async () => {
    const [plain, guarded] = [await staff(), await enrolled()];
    for (const code of [undefined, "000000", await guarded.codeIn(0), guarded.recoveryCodes[0]]) {
      const reasons = [
        await attempt(plain, code, { password: "not the password", lockout: WIDE }),
        await attempt(guarded, code, { password: "not the password", lockout: WIDE }),
      ];
      expect(reasons).toEqual(["credentials_invalid", "credentials_invalid"]);
    }
    expect((await readSecondFactor(deps, guarded.userId)).recoveryCodesLeft).toBe(10);
    expect(await attempt(guarded, await guarded.codeIn(0))).toBe("in");
  });
});

describe("a recovery code", () => {
  test("lets exactly one of twenty concurrent log-ins with it in, and tells its owner once", async () => {
    const person = await enrolled();
    const [code] = person.recoveryCodes;
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => attempt(person, code, { lockout: WIDE })));
    expect(tally(outcomes)).toEqual({ in: 1, second_factor_invalid: 19 });
    expect((await readSecondFactor(deps, person.userId)).recoveryCodesLeft).toBe(9);
    expect(await auditOf(person)).toEqual(["second_factor.enabled", "second_factor.recovery_code_used"]);
    expect(await mailsTo(person)).toEqual(["Two-step verification is on", "A recovery code was used"]);
  });

  test("works however it is typed, for its owner only", async () => {
    const [person, other] = [await enrolled(), await enrolled()];
    const typed = (person.recoveryCodes[0] ?? "")
      .toLowerCase()
      .replaceAll("-", " ")
      .replaceAll("0", "o")
      .replaceAll("1", "l");
    expect(await attempt(other, typed)).toBe("second_factor_invalid");
    expect(await attempt(person, typed)).toBe("in");
  });

  test("is stored as a hash", async () => {
    const person = await enrolled();
    const { rows } = await sql<{ text: string }>`
      select r::text as text from accounts.recovery_codes as r where user_id = ${person.userId}`.execute(deps.db);
    for (const code of person.recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code.slice(0, 6));
  });

  test("can be renewed with password and code, which invalidates the old ones", async () => {
    const person = await enrolled();
    const before = person.recoveryCodes;
    await expect(renewRecoveryCodes(deps, settingsOf(), { ...person, code: "000000" })).rejects.toMatchObject({
      reason: "second_factor_invalid",
    });
    expect(await attempt(person, before[9])).toBe("in");
    const codes = await renewRecoveryCodes(deps, settingsOf(), { ...person, code: await person.codeIn(0) });
    expect(await attempt(person, before[0])).toBe("second_factor_invalid");
    expect(await attempt(person, codes[0])).toBe("in");
  });
});

describe("removing a second factor", () => {
  test("needs password and code, and leaves nothing behind", async () => {
    const person = await enrolled();
    const sessionId = newId<SessionId>();
    for (const [proof, reason] of [
      [{ ...person, password: "wrong one", code: await person.codeIn(0) }, "credentials_invalid"],
      [{ ...person, code: "000000" }, "second_factor_invalid"],
    ] as const)
      await expect(disableSecondFactor(deps, settingsOf(), { proof, sessionId })).rejects.toMatchObject({ reason });
    expect(await attempt(person)).toBe("second_factor_required");
    const proof = { ...person, code: await person.codeIn(0) };
    await disableSecondFactor(deps, settingsOf(), { proof, sessionId });
    expect(await attempt(person)).toBe("in");
    expect(await rowOf(person)).toMatchObject({ totp_secret: null, totp_last_step: null, totp_pending_secret: null });
    expect((await readSecondFactor(deps, person.userId)).recoveryCodesLeft).toBe(0);
    expect(await auditOf(person)).toEqual(["second_factor.enabled", "second_factor.disabled"]);
    expect(await mailsTo(person)).toEqual(["Two-step verification is on", "Two-step verification is off"]);
  });

  test("by an admin ends the sessions, is audited with its reason, and tells the owner; no one can do it to themselves", async () => {
    const person = await enrolled();
    await attempt(person, await person.codeIn(0));
    const own = { ...BY, actor: { kind: "user", id: person.userId } } as const;
    await expect(resetSecondFactor(deps, account(person), own)).rejects.toMatchObject({ reason: "own_account" });
    expect(await openSessions(person)).toHaveLength(1);
    expect(await resetSecondFactor(deps, account(person), BY)).toHaveLength(1);
    expect(await openSessions(person)).toEqual([]);
    expect(await attempt(person)).toBe("in");
    expect(await mailsTo(person)).toContain("Two-step verification was reset");
    expect(await auditOf(person)).toEqual(["second_factor.enabled", "second_factor.reset"]);
    await expect(resetSecondFactor(deps, account(person), BY)).rejects.toMatchObject({ reason: "not_found" });
  });
});

test("lets the last admin back in from the command line, which is audited like any other reset", async () => {
  const person = await enrolled("admin");
  await resetSecondFactorOf(deps, person.email);
  expect(await attempt(person)).toBe("in");
  expect(await auditOf(person)).toEqual(["second_factor.enabled", "second_factor.reset"]);
  await expect(resetSecondFactorOf(deps, `${newId()}@example.com`)).rejects.toMatchObject({ reason: "not_found" });
});

describe("the secret at rest", () => {
  test("can be decrypted with the old of two secrets, is resealed with the new one, and then needs no other", async () => {
    const [person, stranger] = [await enrolled(), await enrolled()];
    await enrolled();
    expect(await attempt(person, await person.codeIn(0), { secrets: [NEW, OLD] })).toBe("in");
    expect(await attempt(person, await person.codeIn(1), { secrets: [NEW] })).toBe("second_factor_invalid");
    // When the secret is lost for good, a recovery code is the way back.
    expect(await attempt(person, person.recoveryCodes[0], { secrets: [NEW] })).toBe("in");

    // In several batches, as in a shop with many shoppers.
    expect(await resealSecondFactors(deps, [NEW, OLD], 2)).toBeGreaterThanOrEqual(3);
    expect(await resealSecondFactors(deps, [NEW, OLD])).toBe(0);
    expect(await attempt(person, await person.codeIn(1), { secrets: [NEW] })).toBe("in");
    // A value copied to another account cannot be decrypted there.
    const { totp_secret } = await rowOf(person);
    await deps.db.updateTable("accounts.users").set({ totp_secret }).where("id", "=", stranger.userId).execute();
    expect(await attempt(stranger, await person.codeIn(1), { secrets: [NEW] })).toBe("second_factor_invalid");
  });
});
