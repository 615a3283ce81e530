import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { LIVES } from "../../testing/enrolment.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { createStaff } from "../staff/create-staff.ts";
import { guardKey, countAttempt } from "../sign-in/login-guards.sql.ts";
import { logIn } from "../sign-in/log-in.ts";
import { sweepAccounts } from "./sweep-accounts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => database.close());

const SECRETS = ["s3cret".repeat(8)];
const LOCKOUT = { threshold: 5, lockSeconds: 900 };

async function opensSession(): Promise<string> {
  const deps = testDeps(database.db);
  const email = `${newId()}@example.com`;
  await createStaff(deps, { email, password: "seven stones in a row", role: "shopper" });
  const settings = {
    secrets: SECRETS,
    lockout: LOCKOUT,
    lives: LIVES,
    publicOrigin: "https://shop.example.com",
    locateAddress: () => null,
  };
  const request = { email, password: "seven stones in a row", userAgent: "", address: "" };
  return (await logIn(deps, settings, request)).session.sessionId;
}

test("deletes what ended long ago and keeps what is in use or recent", async () => {
  const { db } = database;
  const [open, justEnded, longEnded, longOver] = [
    await opensSession(),
    await opensSession(),
    await opensSession(),
    await opensSession(),
  ];
  await sql`update accounts.sessions set revoked_at = now(), revoked_reason = 'logout' where id = ${justEnded}`.execute(
    db,
  );
  await sql`update accounts.sessions set revoked_at = now() - interval '31 days', revoked_reason = 'logout' where id = ${longEnded}`.execute(
    db,
  );
  await sql`update accounts.sessions set expires_at = now() - interval '31 days' where id = ${longOver}`.execute(db);
  await countAttempt(db, guardKey("recent@example.com"), LOCKOUT);
  await countAttempt(db, guardKey("old@example.com"), LOCKOUT);
  await sql`update accounts.login_guards set updated_at = now() - interval '3 days' where email_hash = ${guardKey("old@example.com")}`.execute(
    db,
  );

  expect(await sweepAccounts({ db }, 100)).toBe(3);
  expect(await sweepAccounts({ db }, 100)).toBe(0);
  const left = await db.selectFrom("accounts.sessions").select("id").execute();
  expect(new Set(left.map((session) => session.id))).toEqual(new Set([open, justEnded]));
  const tokens = await db.selectFrom("accounts.refresh_tokens").select("session_id").execute();
  expect(tokens).toHaveLength(2);
  expect(await db.selectFrom("accounts.login_guards").select("tries").execute()).toEqual([{ tries: 1 }]);
});
