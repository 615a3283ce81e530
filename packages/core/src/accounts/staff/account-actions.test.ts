import type { UserId } from "@cartwright/contracts/ids";
import type { Permission, Role } from "@cartwright/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isAppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { LIVES } from "../../testing/enrolment.ts";
import { createUser, testDeps } from "../../testing/fixtures.ts";
import { changeRole } from "./change-role.ts";
import { createStaff } from "./create-staff.ts";
import { disableAccount } from "./disable-account.ts";
import { enableAccount } from "./enable-account.ts";
import { endSessionsOf } from "../sessions/end-sessions-of.ts";
import type { AccountAct, Among } from "../sign-in/hold-account.ts";
import { inviteStaff, inviteStaffAgain } from "./invite-staff.ts";
import { logIn } from "../sign-in/log-in.ts";
import { refreshSession } from "../sessions/refresh-session.ts";
import { requestReset } from "../passwords/request-reset.ts";
import { resetPassword } from "../passwords/reset-password.ts";
import { resetSecondFactor } from "./reset-second-factor.ts";
import { unlockAccount } from "../sign-in/unlock-account.ts";

const PASSWORD = "seven stones in a row";
const ORIGIN = "https://shop.example.com";
const FROM = { userAgent: "test", address: "192.0.2.1" };
const SETTINGS = {
  secrets: ["s3cret".repeat(8)],
  lockout: { threshold: 5, lockSeconds: 900 },
  lives: LIVES,
  publicOrigin: "https://shop.example.com",
  locateAddress: () => null,
};
let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
  deps = testDeps(database.db);
});
afterAll(async () => database.close());
// Each of these tests depends on who is an admin, so each starts with none.
beforeEach(async () => {
  await database.db.updateTable("accounts.users").set({ role: "support" }).where("role", "=", "admin").execute();
});

async function person(role: Role = "shopper") {
  const email = `${newId()}@example.com`;
  return { email, id: await createStaff(deps, { email, password: PASSWORD, role }) };
}
const by = (id: UserId, needs: Permission = "staff:write"): AccountAct => ({
  actor: { kind: "user", id },
  address: "203.0.113.7",
  requestId: "request-1",
  reason: "for a test",
  needs,
});
const SYSTEM: AccountAct = { actor: { kind: "system" }, needs: "staff:write" };
const among = (userId: UserId, which: Among = "everybody") => ({ userId, among: which });

const logsIn = (email: string, password = PASSWORD) => logIn(deps, SETTINGS, { email, password, ...FROM });
const stateOf = (id: UserId) =>
  database.db.selectFrom("accounts.users").select(["role", "status"]).where("id", "=", id).executeTakeFirstOrThrow();
const entriesAbout = (id: UserId) =>
  database.db
    .selectFrom("audit.entries")
    .select(["actor_id", "action", "before", "after", "reason", "address", "request_id"])
    .where("subject_id", "=", id)
    .where("action", "<>", "staff.created")
    .orderBy("id")
    .execute();
const openSessions = async (id: UserId) =>
  (
    await database.db
      .selectFrom("accounts.sessions")
      .select("id")
      .where("user_id", "=", id)
      .where("revoked_at", "is", null)
      .execute()
  ).map((row) => row.id);

/** `done`, or the reason of the refusal. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isAppError(error)) return error.reason;
    throw error;
  }
}

describe("a disabled account", () => {
  test("ends every session and mailed link at once, tells the sockets, and is audited with its reason", async () => {
    const admin = await person("admin");
    const shopper = await person();
    const bystander = await person();
    const kept = await logsIn(bystander.email);
    const sessions = [await logsIn(shopper.email), await logsIn(shopper.email)];
    await requestReset(deps, ORIGIN, shopper.email);

    const ended = await disableAccount(deps, among(shopper.id), by(admin.id));
    const ids = sessions.map(({ session }) => session.sessionId).toSorted();
    expect(ended.toSorted()).toEqual(ids);
    const { rows } = await sql<{ payload: { sessionIds: string[] } }>`
      select payload from saga.outbox where name = 'session.revoked' and key = ${shopper.id}`.execute(database.db);
    expect(rows.flatMap((row) => row.payload.sessionIds).toSorted()).toEqual(ids);
    for (const { refreshToken } of sessions) {
      expect(await refreshSession(deps, SETTINGS, { refreshToken, ...FROM })).toMatchObject({ kind: "ended" });
    }
    expect(
      await database.db.selectFrom("accounts.mailed_tokens").select("id").where("user_id", "=", shopper.id).execute(),
    ).toEqual([]);
    expect(await entriesAbout(shopper.id)).toEqual([
      {
        actor_id: admin.id,
        action: "account.disabled",
        before: { status: "active" },
        after: { status: "disabled" },
        reason: "for a test",
        address: "203.0.113.7",
        request_id: "request-1",
      },
    ]);
    expect(await openSessions(bystander.id)).toEqual([kept.session.sessionId]);
    expect(await entriesAbout(bystander.id)).toEqual([]);
  });

  test("cannot log in with the correct password, gets the same response as an unknown address, and is locked and mailed alike", async () => {
    const admin = await person("admin");
    const shopper = await person();
    await disableAccount(deps, among(shopper.id), by(admin.id));
    const unknown = `${newId()}@example.com`;
    for (let round = 0; round < 7; round += 1) {
      const expected = round < 5 ? "credentials_invalid" : "account_locked";
      expect(await outcome(logsIn(shopper.email))).toBe(expected);
      expect(await outcome(logsIn(unknown))).toBe(expected);
    }
    await requestReset(deps, ORIGIN, shopper.email);
    expect(
      await database.db.selectFrom("notifications.mails").select("id").where("recipient", "=", shopper.email).execute(),
    ).toEqual([]);
  });

  test("starts with a log-in when it is enabled again, also where one was in progress when it was disabled", async () => {
    const admin = await person("admin");
    const shopper = await person();
    await disableAccount(deps, among(shopper.id), by(admin.id));
    // What a log-in that had checked the password before the account was disabled leaves behind.
    await database.db
      .insertInto("accounts.sessions")
      .values({ id: newId(), user_id: shopper.id, expires_at: sql<Date>`now() + interval '1 day'` })
      .execute();
    await enableAccount(deps, among(shopper.id), by(admin.id));
    expect(await openSessions(shopper.id)).toEqual([]);
    expect((await logsIn(shopper.email)).session.userId).toBe(shopper.id);
    expect((await entriesAbout(shopper.id)).map((entry) => entry.action)).toEqual([
      "account.disabled",
      "account.enabled",
    ]);
  });

  test.each([
    ["disabled", sql`status = 'disabled'`],
    ["given another password", sql`password_hash = 'another'`],
  ])("lets no log-in through that had checked the password before it was %s", async (_what, change) => {
    const shopper = await person();
    const waiting = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db);
      return rows[0]?.count;
    };
    let tried: Promise<string> | undefined;
    await database.db.transaction().execute(async (tx) => {
      await sql`update accounts.users set ${change} where id = ${shopper.id}`.execute(tx);
      tried = outcome(logsIn(shopper.email));
      // It has read the account as it was, and waits for its row.
      await expect.poll(waiting).toBe(1);
    });
    expect(await tried).toBe("credentials_invalid");
    expect(await openSessions(shopper.id)).toEqual([]);
  });

  test("does not change when it is disabled again", async () => {
    const admin = await person("admin");
    const shopper = await person();
    for (let round = 0; round < 2; round += 1) await disableAccount(deps, among(shopper.id), by(admin.id));
    for (let round = 0; round < 2; round += 1) await enableAccount(deps, among(shopper.id), by(admin.id));
    expect(await entriesAbout(shopper.id)).toHaveLength(2);
  });
});

describe("the last admin", () => {
  test("no one can take the role from themselves, or disable their own account", async () => {
    const admin = await person("admin");
    await person("admin");
    expect(await outcome(disableAccount(deps, among(admin.id), by(admin.id)))).toBe("own_account");
    expect(await outcome(changeRole(deps, { userId: admin.id, role: "support" }, by(admin.id)))).toBe("own_account");
    expect(await stateOf(admin.id)).toEqual({ role: "admin", status: "active" });
    expect(await entriesAbout(admin.id)).toEqual([]);
  });

  test("stays, whoever asks; a disabled admin does not count", async () => {
    const admin = await person("admin");
    const asleep = await person("admin");
    await disableAccount(deps, among(asleep.id), by(admin.id));
    expect(await outcome(disableAccount(deps, among(admin.id), SYSTEM))).toBe("last_admin");
    expect(await outcome(changeRole(deps, { userId: admin.id, role: "manager" }, SYSTEM))).toBe("last_admin");
    expect(await stateOf(admin.id)).toEqual({ role: "admin", status: "active" });
  });

  test("stays when two admins take each other's role at the same time, and the audit log has one action", async () => {
    for (let round = 0; round < 10; round += 1) {
      const [ada, ben] = [await person("admin"), await person("admin")];
      const outcomes = await Promise.all([
        outcome(changeRole(deps, { userId: ben.id, role: "support" }, by(ada.id))),
        outcome(disableAccount(deps, among(ada.id), by(ben.id))),
      ]);
      expect(outcomes.toSorted()).toEqual(["done", "forbidden"]);
      const states = [await stateOf(ada.id), await stateOf(ben.id)];
      expect(states.filter(({ role, status }) => role === "admin" && status === "active")).toHaveLength(1);
      expect([...(await entriesAbout(ada.id)), ...(await entriesAbout(ben.id))]).toHaveLength(1);
      await database.db.updateTable("accounts.users").set({ role: "support" }).where("role", "=", "admin").execute();
    }
  });

  test("stays when a ring of admins demote one another at once, and an admin who lost the role does nothing after", async () => {
    const ring = await Promise.all(Array.from({ length: 6 }, async () => person("admin")));
    const outcomes = await Promise.all(
      ring.map(({ id }, index) => {
        const next = ring[(index + 1) % ring.length]?.id ?? id;
        return outcome(changeRole(deps, { userId: next, role: "support" }, by(id)));
      }),
    );
    const states = await Promise.all(ring.map(async ({ id }) => stateOf(id)));
    const left = states.filter(({ role }) => role === "admin").length;
    expect(left).toBeGreaterThan(0);
    expect(outcomes.filter((one) => one === "done")).toHaveLength(ring.length - left);
    expect(new Set(outcomes)).toEqual(new Set(["done", "forbidden"]));
  });
});

describe("the reach of an action", () => {
  test("does not extend from customers to staff, nor the other way round", async () => {
    const support = await person("support");
    const manager = await person("manager");
    const shopper = await person();
    const admin = await person("admin");
    const wrong = [
      disableAccount(deps, among(admin.id, "customers"), by(manager.id, "customers:disable")),
      enableAccount(deps, among(admin.id, "customers"), by(manager.id, "customers:disable")),
      unlockAccount(deps, among(manager.id, "customers"), by(support.id, "customers:unlock")),
      endSessionsOf(deps, among(manager.id, "customers"), by(support.id, "customers:end-sessions")),
      disableAccount(deps, among(shopper.id, "staff"), by(admin.id)),
      resetSecondFactor(deps, among(admin.id, "customers"), by(manager.id, "customers:reset-second-factor")),
      resetSecondFactor(deps, among(shopper.id, "staff"), by(admin.id)),
      unlockAccount(deps, among(newId<UserId>(), "customers"), by(support.id, "customers:unlock")),
    ];
    expect(await Promise.all(wrong.map(outcome))).toEqual(wrong.map(() => "not_found"));
    expect(await stateOf(admin.id)).toEqual({ role: "admin", status: "active" });
    expect(await stateOf(shopper.id)).toEqual({ role: "shopper", status: "active" });
  });

  test("ends when the actor has lost the permission meanwhile", async () => {
    const shopper = await person();
    const support = await person("support");
    expect(
      await outcome(disableAccount(deps, among(shopper.id, "customers"), by(support.id, "customers:disable"))),
    ).toBe("forbidden");
    expect(
      await outcome(inviteStaff(deps, ORIGIN, { email: "a@example.com", role: "admin", act: by(support.id) })),
    ).toBe("forbidden");
    expect(await stateOf(shopper.id)).toMatchObject({ status: "active" });
  });

  test("makes a customer with an unverified address no staff, and one with a verified address staff at the next log-in", async () => {
    const admin = await person("admin");
    const stranger = await createUser(database.db);
    const promote = (userId: UserId) => outcome(changeRole(deps, { userId, role: "manager" }, by(admin.id)));
    expect(await promote(stranger.id)).toBe("address_unproven");
    const shopper = await person();
    await logsIn(shopper.email);
    expect(await promote(shopper.id)).toBe("done");
    expect(await openSessions(shopper.id)).toEqual([]);
    expect((await logsIn(shopper.email)).session.role).toBe("manager");
  });
});

describe("smaller actions", () => {
  test("unlocking resets failed attempts and is audited; with none to reset nothing is audited", async () => {
    const support = await person("support");
    const shopper = await person();
    for (let round = 0; round < 6; round += 1) await outcome(logsIn(shopper.email, "wrong"));
    expect(await outcome(logsIn(shopper.email))).toBe("account_locked");
    const act = by(support.id, "customers:unlock");
    expect(await unlockAccount(deps, among(shopper.id, "customers"), act)).toBe(true);
    expect(await unlockAccount(deps, among(shopper.id, "customers"), act)).toBe(false);
    expect(await outcome(logsIn(shopper.email))).toBe("done");
    expect((await entriesAbout(shopper.id)).map((entry) => entry.action)).toEqual(["account.unlocked"]);
  });

  test("logging a person out everywhere leaves the account enabled", async () => {
    const support = await person("support");
    const shopper = await person();
    await logsIn(shopper.email);
    const act = by(support.id, "customers:end-sessions");
    expect(await endSessionsOf(deps, among(shopper.id, "customers"), act)).toHaveLength(1);
    expect(await endSessionsOf(deps, among(shopper.id, "customers"), act)).toEqual([]);
    expect(await entriesAbout(shopper.id)).toMatchObject([
      { action: "account.sessions_ended", after: { sessions: 1 } },
    ]);
    expect(await outcome(logsIn(shopper.email))).toBe("done");
  });
});

describe("an invitation", () => {
  const tokenIn = (text: string) => /#token=([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
  async function tokensTo(email: string): Promise<string[]> {
    const mails = await database.db
      .selectFrom("notifications.mails")
      .select(["template", "text"])
      .where("recipient", "=", email)
      .orderBy("id")
      .execute();
    return mails.filter(({ template }) => template === "staff_invited").map(({ text }) => tokenIn(text));
  }

  test("creates an account that no one can log in to until its link has set a password, once", async () => {
    const admin = await person("admin");
    const email = `${newId()}@example.com`;
    const id = await inviteStaff(deps, ORIGIN, { email, role: "manager", act: by(admin.id) });
    expect(await outcome(logsIn(email, ""))).toBe("credentials_invalid");
    const anonymous: AccountAct = { actor: { kind: "anonymous" }, needs: "staff:write" };
    expect(await outcome(inviteStaff(deps, ORIGIN, { email: "a@example.com", role: "admin", act: anonymous }))).toBe(
      "forbidden",
    );
    const again = { email, role: "admin", act: by(admin.id) } as const;
    expect(await outcome(inviteStaff(deps, ORIGIN, again))).toBe("email_taken");

    await inviteStaffAgain(deps, ORIGIN, { userId: id, act: by(admin.id) });
    const [first = "", second = ""] = await tokensTo(email);
    const follow = (token: string) =>
      outcome(resetPassword(deps, ORIGIN, { token, password: PASSWORD, address: FROM.address }));
    expect(await follow(first)).toBe("token_invalid");
    expect(await follow(second)).toBe("done");
    expect(await follow(second)).toBe("token_invalid");
    expect((await logsIn(email)).session.role).toBe("manager");
    expect(await outcome(inviteStaffAgain(deps, ORIGIN, { userId: id, act: by(admin.id) }))).toBe("already_joined");
    expect((await entriesAbout(id)).map((entry) => entry.action)).toEqual([
      "staff.invited",
      "staff.invited_again",
      "password.reset",
    ]);
  });

  test("ends with the account it is for", async () => {
    const admin = await person("admin");
    const email = `${newId()}@example.com`;
    const id = await inviteStaff(deps, ORIGIN, { email, role: "support", act: by(admin.id) });
    await disableAccount(deps, among(id, "staff"), by(admin.id));
    await enableAccount(deps, among(id, "staff"), by(admin.id));
    const [token = ""] = await tokensTo(email);
    expect(await outcome(resetPassword(deps, ORIGIN, { token, password: PASSWORD, address: FROM.address }))).toBe(
      "token_invalid",
    );
  });
});
