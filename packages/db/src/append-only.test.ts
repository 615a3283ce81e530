import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

let database: TestDatabase;
const role = `owner_${randomBytes(4).toString("hex")}`;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`
    insert into audit.entries (actor_kind, action, subject_kind, subject_id) values ('system', 'staff.created', 'user', 'one')`.execute(
    database.db,
  );
  // Like the shop's role: it owns its tables and is not a superuser.
  await sql`create role ${sql.ref(role)}`.execute(database.db);
  await sql`grant usage, create on schema audit to ${sql.ref(role)}`.execute(database.db);
  await sql`alter table audit.entries owner to ${sql.ref(role)}`.execute(database.db);
});
afterAll(async () => {
  await sql`drop owned by ${sql.ref(role)}`.execute(database.db).catch(() => undefined);
  await database.close();
});

const statements = {
  "update of a row": sql`update audit.entries set reason = 'another' where subject_id = 'one'`,
  "update of no row": sql`update audit.entries set reason = 'another' where false`,
  "delete of a row": sql`delete from audit.entries where subject_id = 'one'`,
  "delete of all": sql`delete from audit.entries`,
  truncate: sql`truncate audit.entries`,
  "merge that updates": sql`
    merge into audit.entries as e using (values ('one')) as v (id) on e.subject_id = v.id
    when matched then update set reason = 'another'`,
  "insert that turns into an update": sql`
    insert into audit.entries (id, actor_kind, action, subject_kind, subject_id) overriding system value
    select id, 'system', 'x', 'x', 'x' from audit.entries limit 1
    on conflict (id) do update set reason = 'another'`,
};

test.each(["superuser", "owner"] as const)(
  "the audit log accepts no change from the %s, only new rows",
  async (who) => {
    await database.db.connection().execute(async (db) => {
      const all = sql<Record<string, unknown>>`select * from audit.entries order by id`;
      const before = (await all.execute(db)).rows;
      if (who === "owner") await sql`set role ${sql.ref(role)}`.execute(db);
      for (const statement of Object.values(statements))
        await expect(statement.execute(db)).rejects.toThrow(/append-only/);
      expect((await all.execute(db)).rows).toEqual(before);
      await sql`
      insert into audit.entries (actor_kind, action, subject_kind, subject_id) values ('system', 'staff.created', 'user', ${who})`.execute(
        db,
      );
      expect((await all.execute(db)).rows).toHaveLength(before.length + 1);
      await sql`reset role`.execute(db);
    });
  },
);
