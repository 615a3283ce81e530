import type { SessionId } from "@cartwright/contracts/ids";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { metrics } from "@cartwright/observability/metrics";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { createPerson, enrol, LIVES, PASSWORD, type Person } from "../../testing/enrolment.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { beginSecondFactor } from "../second-factor/begin-second-factor.ts";
import { changeEmail } from "../profile/change-email.ts";
import { changePassword } from "../passwords/change-password.ts";
import { deleteAccount } from "../privacy/delete-account.ts";
import { disableSecondFactor } from "../second-factor/disable-second-factor.ts";
import { followMailedLink } from "../registration/follow-mailed-link.ts";
import { logIn } from "./log-in.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "./prove-identity.ts";
import { renewRecoveryCodes } from "../second-factor/renew-recovery-codes.ts";

const ORIGIN = "https://shop.example.com";
const NEW_PASSWORD = "eight stones in a row";
const SETTINGS: ProofSettings = {
  secrets: ["s3cret".repeat(8)],
  lockout: { threshold: 5, lockSeconds: 900, waitMsMax: WAIT_MS_MAX, checkMsMax: WAIT_MS_MAX },
  publicOrigin: ORIGIN,
};
const WIDE = { ...SETTINGS, lockout: { threshold: 1_000, lockSeconds: 900 } };
let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
  deps = testDeps(database.db);
});
afterAll(async () => database.close());

const passwordChange = (proof: IdentityProof, password = NEW_PASSWORD, settings = SETTINGS) =>
  changePassword(deps, settings, { proof, password, sessionId: newId<SessionId>() });
const emailChange = (proof: IdentityProof) =>
  changeEmail(deps, SETTINGS, { ...proof, email: `${newId()}@example.com` });

/** `done`, or the reason of the refusal. */
async function outcome(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return "done";
  } catch (error) {
    if (isAppError(error)) return error.reason;
    throw error;
  }
}
const tally = (outcomes: readonly string[]) =>
  Object.fromEntries([...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]));

const enrolled = async () => enrol(deps, SETTINGS, await createPerson(deps, "shopper"));
const mailsTo = ({ email }: Person) =>
  database.db.selectFrom("notifications.mails").select(["template", "text"]).where("recipient", "=", email).execute();

/** Everything that the database holds about a person, except their attempts. */
async function everythingOf({ userId, email }: Person): Promise<string> {
  const { rows } = await sql<{ all: string }>`
    select jsonb_build_array(
      (select to_jsonb(u) from accounts.users as u where id = ${userId}),
      (select jsonb_agg(r order by r.id) from accounts.recovery_codes as r where user_id = ${userId}),
      (select jsonb_agg(t order by t.id) from accounts.mailed_tokens as t where user_id = ${userId}),
      (select jsonb_agg(s order by s.id) from accounts.sessions as s where user_id = ${userId}),
      (select jsonb_agg(e order by e.id) from audit.entries as e where subject_id = ${userId}::text),
      (select jsonb_agg(m order by m.id) from notifications.mails as m where recipient = ${email}))::text as all`.execute(
    database.db,
  );
  return rows[0]?.all ?? "";
}

describe.each([
  ["changing the password", (proof: IdentityProof) => passwordChange(proof)],
  ["moving to another address", emailChange],
  ["deleting the account", (proof: IdentityProof) => deleteAccount(deps, SETTINGS, proof)],
  ["moving to another app", (proof: IdentityProof) => beginSecondFactor(deps, SETTINGS, proof)],
  ["new recovery codes", (proof: IdentityProof) => renewRecoveryCodes(deps, SETTINGS, proof)],
  [
    "turning the second factor off",
    (proof: IdentityProof) => disableSecondFactor(deps, SETTINGS, { proof, sessionId: newId<SessionId>() }),
  ],
])("%s", (_what, act) => {
  test("asks for password and code where there is a second factor, and changes nothing before both are correct", async () => {
    const person = await enrolled();
    const before = await everythingOf(person);
    const code = await person.codeIn(0);
    expect(await outcome(act(person))).toBe("second_factor_required");
    expect(await outcome(act({ ...person, code: "000000" }))).toBe("second_factor_invalid");
    expect(await outcome(act({ ...person, password: "not it", code }))).toBe("credentials_invalid");
    expect(await everythingOf(person)).toBe(before);
    expect(await outcome(act({ ...person, code }))).toBe("done");
    expect(await everythingOf(person)).not.toBe(before);
  });

  test("accepts a recovery code instead", async () => {
    const person = await enrolled();
    expect(await outcome(act({ ...person, code: person.recoveryCodes[4] ?? "" }))).toBe("done");
  });
});

describe("a code", () => {
  test("works once, whatever it is used for: of several concurrent actions with the same one a single one is done", async () => {
    const person = await enrolled();
    const proof = { ...person, code: await person.codeIn(0) };
    const outcomes = await Promise.all([
      ...Array.from({ length: 10 }, () => outcome(passwordChange(proof, PASSWORD, WIDE))),
      ...Array.from({ length: 10 }, () => outcome(deleteAccount(deps, WIDE, proof))),
    ]);
    expect(outcomes.filter((one) => one === "done")).toHaveLength(1);
    expect(new Set(outcomes)).not.toContain("second_factor_required");
    const session = { lives: LIVES, locateAddress: () => null, ...WIDE };
    expect(await outcome(logIn(deps, session, { ...proof, userAgent: "test" }))).not.toBe("done");
  });

  test("stays usable when the action it was for is refused", async () => {
    const person = await enrolled();
    const proof = { ...person, code: await person.codeIn(0) };
    expect(await outcome(passwordChange(proof, "password1"))).toBe("password_too_common");
    expect(await outcome(passwordChange(proof))).toBe("done");
  });
});

describe("a lock that starts inside the account", () => {
  test.each([
    ["wrong passwords", { password: "not it" }],
    ["wrong codes", { code: "000000" }],
  ])("counts attempts by %s, and mails the owner a link that lifts the lock, once", async (_what, wrong) => {
    const person = await enrolled();
    const locksBefore = (await metrics.accountLockouts.get()).values[0]?.value ?? 0;
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => outcome(passwordChange({ ...person, ...wrong }))),
    );
    expect(tally(outcomes)["account_locked"]).toBe(15);
    const proof = { ...person, code: await person.codeIn(0) };
    expect(await outcome(passwordChange(proof))).toBe("account_locked");
    expect((await metrics.accountLockouts.get()).values[0]?.value).toBe(locksBefore + 1);
    const unlocks = (await mailsTo(person)).filter((mail) => mail.template === "unlock");
    expect(unlocks).toHaveLength(1);

    const token = /#token=([A-Za-z0-9_-]{43})/.exec(unlocks[0]?.text ?? "")?.[1] ?? "";
    expect(await followMailedLink(deps, ORIGIN, { token })).toEqual({ done: "unlocked", ended: [], renewed: null });
    expect(await outcome(followMailedLink(deps, ORIGIN, { token }))).toBe("token_invalid");
    expect(await outcome(passwordChange(proof))).toBe("done");
  });
});

describe("concurrent changes", () => {
  test.each([
    ["disabled the account", sql`status = 'disabled'`],
    ["set another password", sql`password_hash = 'another'`],
  ])("%s is not undone by an action that had seen the old password as correct", async (_what, change) => {
    const person = await createPerson(deps, "shopper");
    const waiting = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db);
      return rows[0]?.count;
    };
    let tried: Promise<string> | undefined;
    let acted = false;
    await database.db.transaction().execute(async (tx) => {
      await sql`update accounts.users set ${change} where id = ${person.userId}`.execute(tx);
      const act = async () => {
        acted = true;
      };
      tried = outcome(withIdentity(deps, SETTINGS, { proof: person, act }));
      await expect.poll(waiting).toBe(1);
    });
    expect(await tried).toBe("credentials_invalid");
    expect(acted).toBe(false);
  });
});
