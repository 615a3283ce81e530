import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type PostOffice, startPostOffice } from "../testing/post-office.ts";
import { leaseMail } from "./mails.sql.ts";
import { requeueMails } from "./requeue-mails.ts";
import { sendMail } from "./send-mail.ts";

const publicOrigin = "https://shop.example.com";
const PAGE = { limit: 50, silentMs: 900_000, attemptsMax: 10 };
let office: PostOffice;

beforeAll(async () => {
  office = await startPostOffice(publicOrigin);
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.db.deleteFrom("notifications.mails").execute();
  await office.db.deleteFrom("saga.outbox").execute();
});

/** A mail that was queued some minutes ago, and whose job is lost. */
async function lostMail(minutes = 16, to = "kim@example.com"): Promise<string> {
  await office.queue({ template: "welcome", firstName: "Kim", shopLink: publicOrigin, to });
  const { id } = await office.db
    .updateTable("notifications.mails")
    .set({ created_at: sql<Date>`now() - ${minutes} * interval '1 minute'` })
    .where("recipient", "=", to)
    .returning("id")
    .executeTakeFirstOrThrow();
  await office.db.deleteFrom("saga.outbox").execute();
  return id;
}
const change = (id: string, values: { state?: string; sent_at?: Date; attempts?: number }) =>
  office.db.updateTable("notifications.mails").set(values).where("id", "=", id).execute();
const jobs = () => office.db.selectFrom("saga.outbox").select(["name", "kind", "payload"]).execute();
const mail = (id: string) =>
  office.db.selectFrom("notifications.mails").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

describe("a mail whose job is lost", () => {
  it("gets a new one, once per period of silence, and is sent", async () => {
    const mailId = await lostMail();
    expect(await requeueMails(office.deps, PAGE)).toBe(1);
    expect(await requeueMails(office.deps, PAGE)).toBe(0);
    expect(await jobs()).toEqual([{ name: "mail.send", kind: "task", payload: { mailId } }]);
    // That job is lost as well.
    await sql`update notifications.mails set requeued_at = now() - interval '16 minutes'`.execute(office.db);
    expect(await requeueMails(office.deps, PAGE)).toBe(1);
    expect(await jobs()).toHaveLength(2);
    const before = office.smtp.offered();
    // Both jobs arrive in the end.
    for (let job = 0; job < 2; job += 1) await sendMail(office.deps, { mailId });
    expect(office.smtp.offered() - before).toBe(1);
    expect(await mail(mailId)).toMatchObject({ state: "sent", attempts: 1 });
    await sql`update notifications.mails set requeued_at = null`.execute(office.db);
    expect(await requeueMails(office.deps, PAGE)).toBe(0);
  });

  it("gets one new job although five sweeps run at once", async () => {
    const ids = [await lostMail(16, "a@example.com"), await lostMail(16, "b@example.com")];
    const found = await Promise.all(Array.from({ length: 5 }, () => requeueMails(office.deps, PAGE)));
    expect(found.reduce((sum, count) => sum + count)).toBe(2);
    expect((await jobs()).map((job) => job.payload)).toEqual(expect.arrayContaining(ids.map((mailId) => ({ mailId }))));
    expect(await jobs()).toHaveLength(2);
  });

  it("is found by age, as many as one sweep takes", async () => {
    const younger = await lostMail(20, "younger@example.com");
    const older = await lostMail(30, "older@example.com");
    expect(await requeueMails(office.deps, { ...PAGE, limit: 1 })).toBe(1);
    expect(await jobs()).toMatchObject([{ payload: { mailId: older } }]);
    expect(await mail(younger)).toMatchObject({ requeued_at: null });
    expect(await requeueMails(office.deps, { ...PAGE, limit: 1 })).toBe(1);
  });

  it("is found by an index, among any number of sent mails", async () => {
    await sql`
      insert into notifications.mails (id, template, recipient, subject, html, text, state, sent_at)
      select gen_random_uuid(), 'welcome', 'x@example.com', '', '', '', 'sent', now() from generate_series(1, 5000)`.execute(
      office.db,
    );
    await lostMail();
    await sql`analyze notifications.mails`.execute(office.db);
    const { rows } = await sql<{ "QUERY PLAN": string }>`
      explain select id from notifications.mails
      where state = 'queued' and (claimed_until is null or claimed_until < now()) and attempts < 10
        and coalesce(requeued_at, created_at) < now() - 900000 * interval '1 millisecond'
      order by coalesce(requeued_at, created_at) limit 200`.execute(office.db);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("mails_waiting");
  });
});

describe("a mail is left alone", () => {
  it.each([
    ["while its own job may still come", async () => void (await lostMail(14))],
    ["while somebody is sending it", async () => void (await leaseMail(office.db, await lostMail(), 90))],
    ["when it was sent", async () => change(await lostMail(), { state: "sent", sent_at: new Date() })],
    ["when it was refused for good", async () => change(await lostMail(), { state: "failed" })],
    ["when its job gave up, which a person decides about", async () => change(await lostMail(), { attempts: 10 })],
  ])("%s", async (_when, arrange) => {
    await arrange();
    const before = await office.db.selectFrom("notifications.mails").selectAll().execute();
    expect(await requeueMails(office.deps, PAGE)).toBe(0);
    expect(await jobs()).toEqual([]);
    expect(await office.db.selectFrom("notifications.mails").selectAll().execute()).toEqual(before);
  });

  it("by a new job that arrives while it is being sent, and is sent once", async () => {
    const mailId = await lostMail();
    expect(await requeueMails(office.deps, PAGE)).toBe(1);
    const before = office.smtp.offered();
    const outcomes = await Promise.allSettled([sendMail(office.deps, { mailId }), sendMail(office.deps, { mailId })]);
    for (const outcome of outcomes.filter((one) => one.status === "rejected")) {
      expect(outcome.reason).toMatchObject({ reason: "unavailable" });
    }
    expect(office.smtp.offered() - before).toBe(1);
    expect(await mail(mailId)).toMatchObject({ state: "sent", attempts: 1 });
  });
});
