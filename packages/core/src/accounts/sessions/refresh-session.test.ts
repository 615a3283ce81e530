import type { SessionId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deps } from "../../kernel/deps.ts";
import { hashSecret, newId } from "../../kernel/ids.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { changeRole } from "../staff/change-role.ts";
import { createSessionChecker } from "./check-session.ts";
import { createStaff } from "../staff/create-staff.ts";
import { endSessions } from "./end-sessions.ts";
import { logIn } from "../sign-in/log-in.ts";
import { REFRESH_GRACE_SECONDS, refreshSession, type RefreshResult } from "./refresh-session.ts";

const PASSWORD = "seven stones in a row";
const SECRETS = ["s3cret".repeat(8)];
const BROWSER = "Firefox of the owner";
const LIVES = {
  shopper: { refreshSeconds: 1_000, sessionSeconds: 5_000 },
  staff: { refreshSeconds: 100, sessionSeconds: 500 },
};
const ORIGIN = "https://shop.example.com";
const SETTINGS = { secrets: SECRETS, lives: LIVES, publicOrigin: ORIGIN };
let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 25 });
  deps = testDeps(database.db);
});
afterAll(async () => database.close());

async function loggedIn(role: "shopper" | "support" = "shopper") {
  const email = `${newId()}@example.com`;
  await createStaff(deps, { email, password: PASSWORD, role });
  return logIn(
    deps,
    {
      secrets: SECRETS,
      lockout: { threshold: 5, lockSeconds: 900 },
      lives: LIVES,
      publicOrigin: ORIGIN,
      locateAddress: () => null,
    },
    { email, password: PASSWORD, userAgent: BROWSER, address: "192.0.2.1" },
  );
}

const refresh = (refreshToken: string, userAgent = BROWSER, settings = SETTINGS) =>
  refreshSession(deps, settings, { refreshToken, userAgent, address: "192.0.2.7" });

const tokenOf = (result: RefreshResult) => (result.kind === "refreshed" ? result.refreshToken : null);

/** Moves a session and its tokens back in time, as if it had been idle. */
async function rest(id: string, seconds: number): Promise<void> {
  const by = sql`${seconds} * interval '1 second'`;
  await sql`update accounts.sessions set created_at = created_at - ${by}, expires_at = expires_at - ${by}
            where id = ${id}`.execute(database.db);
  await sql`update accounts.refresh_tokens set issued_at = issued_at - ${by}, expires_at = expires_at - ${by}
            where session_id = ${id}`.execute(database.db);
}
/** How long a session lasts from its log-in, and its newest token from when it was issued. */
async function livesOf(id: string) {
  const { rows } = await sql<{ whole: number; token: number }>`
    select extract(epoch from s.expires_at - s.created_at)::int as whole,
      extract(epoch from t.expires_at - t.issued_at)::int as token
    from accounts.sessions s join accounts.refresh_tokens t on t.session_id = s.id
    where s.id = ${id} order by t.used_at nulls first limit 1`.execute(database.db);
  return rows[0];
}
const setRole = (id: string, role: "shopper" | "support") =>
  database.db.updateTable("accounts.users").set({ role }).where("id", "=", id).execute();

/** Moves the use of a token back in time, as if time had passed. */
const letGracePass = (token: string) =>
  sql`update accounts.refresh_tokens set used_at = used_at - ${REFRESH_GRACE_SECONDS + 1} * interval '1 second'
      where token_hash = ${hashSecret(token)}`.execute(database.db);

const sessionRow = (id: string) =>
  database.db.selectFrom("accounts.sessions").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const audited = (sessionId: string) =>
  database.db.selectFrom("audit.entries").select("action").where("subject_id", "=", sessionId).execute();

test("issues a new token on refresh, stores only hashes, and keeps the session's maximum age", async () => {
  const { refreshToken, session } = await loggedIn();
  const before = await sessionRow(session.sessionId);
  const next = tokenOf(await refresh(refreshToken));
  expect(next).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(next).not.toBe(refreshToken);
  const dump = JSON.stringify(await database.db.selectFrom("accounts.refresh_tokens").selectAll().execute());
  expect(dump).not.toContain(refreshToken);
  expect(dump).not.toContain(next);
  const after = await sessionRow(session.sessionId);
  expect(after.expires_at).toEqual(before.expires_at);
  expect(after.address).toBe("192.0.2.7");
});

test("keeps twenty tabs that refresh at once logged in, with the same successor", async () => {
  const { refreshToken, session } = await loggedIn("support");
  const results = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
  expect(new Set(results.map(tokenOf)).size).toBe(1);
  expect(results.every((result) => result.kind === "refreshed")).toBe(true);
  const tokens = await database.db
    .selectFrom("accounts.refresh_tokens")
    .select(["used_at"])
    .where("session_id", "=", session.sessionId)
    .execute();
  expect(tokens.filter((token) => token.used_at === null)).toHaveLength(1);
  expect(tokens).toHaveLength(2);
  expect((await sessionRow(session.sessionId)).revoked_at).toBeNull();
});

test("ends the session for everyone when an old token is used later, audits it once, and tells the owner", async () => {
  const { refreshToken, session, user } = await loggedIn();
  const next = tokenOf(await refresh(refreshToken)) ?? "";
  await letGracePass(refreshToken);
  const results = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)));
  expect(results.filter((result) => result.kind === "ended" && result.reused)).toHaveLength(1);
  expect(results.every((result) => result.kind === "ended")).toBe(true);
  expect((await refresh(next)).kind).toBe("ended");
  expect(await sessionRow(session.sessionId)).toMatchObject({ revoked_reason: "reuse" });
  expect(await audited(session.sessionId)).toEqual([{ action: "session.reuse_detected" }]);
  const told = await database.db
    .selectFrom("saga.outbox")
    .select("payload")
    .where("name", "=", "session.revoked")
    .execute();
  expect(JSON.stringify(told)).toContain(session.sessionId);
  const mails = await database.db
    .selectFrom("notifications.mails")
    .select(["template", "text"])
    .where("recipient", "=", user.email)
    .execute();
  expect(mails).toEqual([{ template: "session_ended", text: expect.stringContaining(`${ORIGIN}/account/security`) }]);
});

test("treats the same token from another browser as theft, however soon it comes", async () => {
  const { refreshToken, session } = await loggedIn();
  await refresh(refreshToken);
  expect(await refresh(refreshToken, "Chrome of a thief")).toMatchObject({ kind: "ended", reused: true });
  expect((await sessionRow(session.sessionId)).revoked_reason).toBe("reuse");
});

test("does not let a thief who refreshes within the grace period and the owner both continue", async () => {
  const { refreshToken, session } = await loggedIn();
  const owner = tokenOf(await refresh(refreshToken)) ?? "";
  const thief = tokenOf(await refresh(refreshToken)) ?? "";
  expect(thief).toBe(owner); // one chain, no fork
  expect((await refresh(thief)).kind).toBe("refreshed");
  await letGracePass(owner);
  expect(await refresh(owner)).toMatchObject({ kind: "ended", reused: true });
  expect((await sessionRow(session.sessionId)).revoked_reason).toBe("reuse");
});

test("refuses a used token once its successor has expired, also within the grace period", async () => {
  const { refreshToken, session } = await loggedIn();
  const next = tokenOf(await refresh(refreshToken)) ?? "";
  await sql`update accounts.refresh_tokens set expires_at = now() where token_hash = ${hashSecret(next)}`.execute(
    database.db,
  );
  expect((await refresh(refreshToken)).kind).toBe("ended");
  expect((await sessionRow(session.sessionId)).revoked_reason).toBe("reuse");
});

test("gives the losers of a race the winner's token while the secret is rotated", async () => {
  const { refreshToken } = await loggedIn();
  const won = tokenOf(await refresh(refreshToken));
  const rotated = { ...SETTINGS, secrets: ["n3wsecret".repeat(5), ...SECRETS] };
  expect(tokenOf(await refresh(refreshToken, BROWSER, rotated))).toBe(won);
});

test("refreshes nothing after expiry, after a log-out, or for a disabled account", async () => {
  const idle = await loggedIn();
  await sql`update accounts.refresh_tokens set expires_at = now() where session_id = ${idle.session.sessionId}`.execute(
    database.db,
  );
  const old = await loggedIn();
  await sql`update accounts.sessions set expires_at = now() where id = ${old.session.sessionId}`.execute(database.db);
  const out = await loggedIn();
  await endSessions(deps, { userId: out.session.userId, sessionId: out.session.sessionId }, "logout");
  const disabled = await loggedIn();
  await database.db
    .updateTable("accounts.users")
    .set({ status: "disabled" })
    .where("id", "=", disabled.session.userId)
    .execute();
  for (const { refreshToken } of [idle, old, out, disabled])
    expect(await refresh(refreshToken)).toMatchObject({ kind: "ended", reused: false });
  for (const nonsense of ["", "x", "x".repeat(43), "' or 1=1 --"]) expect((await refresh(nonsense)).kind).toBe("ended");
});

test("applies the idle and maximum age of staff to staff, and the longer ones to shoppers", async () => {
  const [shopper, staff] = [await loggedIn(), await loggedIn("support")];
  expect(await livesOf(shopper.session.sessionId)).toEqual({ whole: 5_000, token: 1_000 });
  expect(await livesOf(staff.session.sessionId)).toEqual({ whole: 500, token: 100 });
  for (const { session } of [shopper, staff]) await rest(session.sessionId, 101);
  expect((await refresh(shopper.refreshToken)).kind).toBe("refreshed");
  expect(await refresh(staff.refreshToken)).toMatchObject({ kind: "ended", reused: false });

  const busy = await loggedIn("support");
  let token: string | null = busy.refreshToken;
  for (let round = 0; round < 6; round += 1) {
    await rest(busy.session.sessionId, 90);
    token = tokenOf(await refresh(token ?? ""));
    // It was used in time five times. Then its maximum age is reached, however often it was used.
    expect(token === null).toBe(round === 5);
  }
});

test("shortens a session at the next refresh after a role was given, and does not extend it after one was taken", async () => {
  const [risen, fallen, old] = [await loggedIn(), await loggedIn("support"), await loggedIn()];
  await setRole(risen.session.userId, "support");
  await setRole(fallen.session.userId, "shopper");
  expect((await refresh(risen.refreshToken)).kind).toBe("refreshed");
  expect(await livesOf(risen.session.sessionId)).toEqual({ whole: 500, token: 100 });
  expect((await refresh(fallen.refreshToken)).kind).toBe("refreshed");
  expect((await livesOf(fallen.session.sessionId))?.whole).toBe(500);
  // Beyond the maximum for staff it ends at once.
  await rest(old.session.sessionId, 600);
  await setRole(old.session.userId, "support");
  expect(await refresh(old.refreshToken)).toMatchObject({ kind: "ended", reused: false });
});

test("reports a session as ended to everyone who asks after it ended, in whatever process and however many ask", async () => {
  const checker = createSessionChecker(database.db);
  const { session } = await loggedIn("support");
  expect(await checker.check(session)).toEqual({ ...session, logInId: session.sessionId, enrolmentDue: false });
  expect(await checker.check({ ...session, userId: newId() })).toBeNull();
  expect(await checker.check({ ...session, sessionId: newId<SessionId>() })).toBeNull();
  const foreign = (await loggedIn()).session;
  // Statements run all the time, so those that ask next would join one if they could.
  const stop = new AbortController();
  const others = (async () => {
    while (!stop.signal.aborted) await Promise.all([checker.check(session), checker.check(foreign)]);
  })();
  const ended = await changeRole(
    deps,
    { userId: session.userId, role: "manager" },
    { actor: { kind: "system" }, needs: "staff:write" },
  );
  expect(ended).toEqual([session.sessionId]);
  expect(await Promise.all([session, foreign, session].map((asked) => checker.check(asked)))).toEqual([
    null,
    { ...foreign, logInId: foreign.sessionId, enrolmentDue: false },
    null,
  ]);
  stop.abort();
  await others;
});

test("ends all other sessions but this one, and no one else's", async () => {
  const mine = await loggedIn();
  const foreign = await loggedIn();
  expect(
    await endSessions(deps, { userId: mine.session.userId, sessionId: foreign.session.sessionId }, "revoked"),
  ).toEqual([]);
  expect(await endSessions(deps, { userId: mine.session.userId, except: mine.session.sessionId }, "revoked")).toEqual(
    [],
  );
  expect((await sessionRow(foreign.session.sessionId)).revoked_at).toBeNull();
  expect((await sessionRow(mine.session.sessionId)).revoked_at).toBeNull();
});
