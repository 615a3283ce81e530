import { AuditPage } from "@cartwright/contracts/admin-audit";
import type { UserId } from "@cartwright/contracts/ids";
import { appendAudit, type AuditEntry } from "@cartwright/core/kernel/append-audit";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createUser } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const admin = async () =>
  createCaller(testContext(testApiDeps(database.db), { actor: await createMember(database.db, { role: "admin" }) }))
    .admin.audit;

const write = async (entries: readonly AuditEntry[]) => {
  for (const entry of entries) await inTransaction(database.db, async (tx) => appendAudit(tx, entry));
};
const act = (actor: UserId, target: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  actor: { kind: "user", id: actor },
  action: "account.disabled",
  subject: { kind: "user", id: target },
  address: "203.0.113.7",
  requestId: "request-1",
  ...more,
});

test("filters entries by actor, action, area, subject and time, and pages without gaps or duplicates", async () => {
  const audit = await admin();
  const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
  const number = "CW-2345-2345";
  await write([
    act(ada.id, ben.id, { before: { status: "active" }, after: { status: "disabled" }, reason: "asked by mail" }),
    act(ada.id, number, { action: "orders.cancel", subject: { kind: "order", id: number } }),
    act(ben.id, ada.id, { action: "account.unlocked" }),
    act(ben.id, number, { action: "orders.refund", subject: { kind: "order", id: number } }),
  ]);
  const found = async (input: Parameters<typeof audit.list>[0]) =>
    (await audit.list(input)).items.map((item) => item.action);
  expect(await found({ actor: ada.email.toUpperCase() })).toEqual(["orders.cancel", "account.disabled"]);
  expect(await found({ actor: ben.id })).toEqual(["orders.refund", "account.unlocked"]);
  expect(await found({ actor: "nobody@example.com" })).toEqual([]);
  expect(await found({ subject: number })).toEqual(["orders.refund", "orders.cancel"]);
  expect(await found({ subject: ben.email })).toEqual(["account.disabled"]);
  expect(await found({ action: "orders.cancel", actor: ada.id })).toEqual(["orders.cancel"]);
  expect(await found({ subjectKind: "order", actor: ben.id })).toEqual(["orders.refund"]);
  expect(await found({ actor: ada.id, to: "2020-01-01T00:00:00Z" })).toEqual([]);
  expect(await found({ actor: ada.id, from: "2020-01-01T00:00:00Z" })).toHaveLength(2);

  const [first] = (await audit.list({ actor: ada.id, action: "account.disabled" })).items;
  expect(first).toMatchObject({
    actor: { kind: "user", id: ada.id, email: ada.email },
    subject: { kind: "user", id: ben.id, email: ben.email },
    before: { status: "active" },
    after: { status: "disabled" },
    reason: "asked by mail",
    address: "203.0.113.7",
    requestId: "request-1",
  });

  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await audit.list({ limit: 2, ...(cursor ? { cursor } : {}) });
    expect(AuditPage.parse(page)).toEqual(page);
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  const { rows } = await sql<{ id: number }>`select id from audit.entries order by at desc, id desc`.execute(
    database.db,
  );
  expect(seen).toEqual(rows.map((row) => row.id));
  await expect(audit.list({ cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("hides what is personal or secret, and the address of a deleted account", async () => {
  const audit = await admin();
  const { id, email } = await createUser(database.db);
  await write([act(id, id, { before: { email: "kim@example.com" }, after: { token: "abc", note: `see ${email}` } })]);
  await database.db.updateTable("accounts.users").set({ status: "deleted" }).where("id", "=", id).execute();
  const [entry] = (await audit.list({ actor: id })).items;
  expect(entry?.actor).toEqual({ kind: "user", id, email: null });
  expect(JSON.stringify(entry)).not.toMatch(/kim@example|abc|person-/);
});

test("offers the actions and areas that are in the log", async () => {
  const audit = await admin();
  const action = `test.${newId()}`;
  await write([act(newId<UserId>(), "x", { action, subject: { kind: "zebra", id: "x" } })]);
  const { actions, subjectKinds } = await audit.choices();
  expect(actions).toContain(action);
  expect(actions).toEqual([...new Set(actions)].toSorted());
  expect(subjectKinds).toContain("zebra");
});

test("reads the log by an index for every filter", async () => {
  await database.db.connection().execute(async (db) => {
    const explain = async (where: string) => {
      const { rows } = await sql<{ "QUERY PLAN": string }>`explain select id from audit.entries as e
        where ${sql.raw(where)} order by e.at desc, e.id desc limit 51`.execute(db);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    };
    await sql`set enable_seqscan = off`.execute(db);
    await sql`set enable_sort = off`.execute(db);
    const plans = {
      true: "audit_newest",
      "e.at < now()": "audit_newest",
      [`e.actor_id = '${newId()}'`]: "audit_of_actor",
      "e.subject_id = 'CW-2345-2345'": "audit_of_subject",
      "e.subject_kind = 'order'": "audit_of_area",
      "e.action = 'role.changed'": "audit_of_action",
    };
    for (const [where, index] of Object.entries(plans)) {
      const plan = await explain(where);
      expect(plan).toContain(index);
      expect(plan).not.toContain("Sort");
    }
    await sql`reset all`.execute(db);
  });
});
