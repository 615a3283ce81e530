import { CountryCode } from "@cartwright/contracts/place";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAppError } from "../../kernel/app-error.ts";
import { newId } from "../../kernel/ids.ts";
import { LIVES, PASSWORD } from "../../testing/enrolment.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { createStaff } from "../staff/create-staff.ts";
import { endSessions } from "../sessions/end-sessions.ts";
import { logIn, type LogInSettings } from "./log-in.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const NEWER_FIREFOX = FIREFOX.replaceAll("140.0", "141.0");
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";
const GERMANY = "192.0.2.1";
const ELSEWHERE_IN_GERMANY = "192.0.2.77";
const JAPAN = "198.51.100.1";
const NOWHERE = "203.0.113.9";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
});
afterAll(() => database.close());

const settings: LogInSettings = {
  secrets: ["s3cret".repeat(8)],
  lockout: { threshold: 5, lockSeconds: 900 },
  publicOrigin: "https://shop.example.com",
  lives: LIVES,
  locateAddress: (address) => {
    if (address.startsWith("192.0.2.")) return CountryCode.parse("DE");
    return address.startsWith("198.51.100.") ? CountryCode.parse("JP") : null;
  },
};

/** An account, and the mails about new devices that its owner gets. */
async function account() {
  const email = `${newId()}@example.com`;
  const id = await createStaff(testDeps(database.db), { email, password: PASSWORD, role: "shopper" });
  const enter = (userAgent: string, address: string, password = PASSWORD) =>
    logIn(testDeps(database.db), settings, { email, password, userAgent, address });
  async function told(): Promise<string[]> {
    const mails = await database.db
      .selectFrom("notifications.mails")
      .select("text")
      .where("recipient", "=", email)
      .where("template", "=", "new_device")
      .orderBy("created_at")
      .execute();
    return mails.map(({ text }) => /Device: (.*)\nPlace: (.*)/.exec(text)?.slice(1).join(", ") ?? "");
  }
  return { id, email, enter, told };
}

test("tells the owner once about each log-in from a device and country that the account had no session from", async () => {
  const { enter, told } = await account();
  await enter(FIREFOX, GERMANY);
  expect(await told()).toEqual([]);
  await enter(FIREFOX, GERMANY);
  await enter(NEWER_FIREFOX, ELSEWHERE_IN_GERMANY);
  expect(await told()).toEqual([]);
  await enter(IPHONE, GERMANY);
  expect(await told()).toEqual(["Safari on iPhone, Germany"]);
  await enter(FIREFOX, JAPAN);
  await enter(FIREFOX, NOWHERE);
  await enter(IPHONE, GERMANY);
  await enter(FIREFOX, NOWHERE);
  expect(await told()).toEqual([
    "Safari on iPhone, Germany",
    "Firefox on Linux, Japan",
    "Firefox on Linux, Unknown place",
  ]);
});

test("knows a device after its log-out, for its own account only", async () => {
  const [one, other] = [await account(), await account()];
  const { session } = await one.enter(FIREFOX, GERMANY);
  await endSessions(testDeps(database.db), { userId: one.id, sessionId: session.sessionId }, "logout");
  await one.enter(FIREFOX, GERMANY);
  expect(await one.told()).toEqual([]);
  await other.enter(IPHONE, JAPAN);
  await other.enter(FIREFOX, GERMANY);
  expect(await other.told()).toEqual(["Firefox on Linux, Germany"]);
  expect(await one.told()).toEqual([]);
});

test("tells the owner about a log-in after a long silence, although nothing is left to compare it with", async () => {
  const { id, enter, told } = await account();
  await sql`update accounts.users set created_at = now() - interval '31 days' where id = ${id}`.execute(database.db);
  await enter(FIREFOX, GERMANY);
  expect(await told()).toEqual(["Firefox on Linux, Germany"]);
  await enter(FIREFOX, GERMANY);
  expect(await told()).toHaveLength(1);
});

test("tells the owner about one of several concurrent log-ins from a new device, and about none that fails", async () => {
  const { enter, told } = await account();
  await enter(FIREFOX, GERMANY);
  const failure = await enter(IPHONE, JAPAN, "not this one").catch((error: unknown) => error);
  expect(isAppError(failure, "credentials_invalid")).toBe(true);
  expect(await told()).toEqual([]);
  // Fewer than would lock the account. The first to open a session sends the mail.
  await Promise.allSettled(Array.from({ length: 4 }, () => enter(IPHONE, JAPAN)));
  expect(await told()).toEqual(["Safari on iPhone, Japan"]);
});

test("names the mail in its job, and nothing about the person", async () => {
  const { email, enter } = await account();
  await enter(FIREFOX, GERMANY);
  await enter(IPHONE, JAPAN);
  const { rows } = await sql<{ payload: unknown }>`
    select o.payload from saga.outbox o join notifications.mails m on o.payload ->> 'mailId' = m.id::text
    where m.recipient = ${email} and m.template = 'new_device'`.execute(database.db);
  expect(rows).toEqual([{ payload: { mailId: expect.any(String) as unknown } }]);
});
