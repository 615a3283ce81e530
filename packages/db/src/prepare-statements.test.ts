import { PLAN_EACH_TIME } from "./prepare-statements.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Db } from "./client.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { inTransaction } from "./transaction.ts";

// Statements are counted per process, and other test files of this process have used up the names.
vi.resetModules();
const { createDb, createPool } = await import("./client.ts");

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(createPool({ connectionString: database.url, applicationName: "prepare", poolMax: 1 }));
  await sql`create table public.things (id integer primary key)`.execute(db);
  await sql`insert into public.things values (1), (2)`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.close();
});

const things = (id: number) => sql<{ id: number }>`select * from public.things where id = ${id}`;
const preparedTexts = async () => {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db);
  return rows.map((row) => row.statement);
};

it("prepares a statement at its third run, and not one that ran once", async () => {
  await things(1).execute(db);
  await sql`select ${1}::integer + 1`.execute(db);
  await things(1).execute(db);
  expect(await preparedTexts()).toEqual([]);
  expect((await things(2).execute(db)).rows).toEqual([{ id: 2 }]);
  expect(await preparedTexts()).toEqual(["select * from public.things where id = $1"]);
});

it("never prepares a statement that asks to be planned each time", async () => {
  const before = await preparedTexts();
  for (let run = 0; run < 4; run += 1)
    await sql`select * from public.things where id = ${run} ${sql.raw(PLAN_EACH_TIME)}`.execute(db);
  expect(await preparedTexts()).toEqual(before);
});

it("works after a migration changed the table of a prepared statement", async () => {
  for (let run = 0; run < 3; run += 1) await things(1).execute(db);
  await sql`alter table public.things add column name text not null default 'new'`.execute(db);
  const read = await inTransaction(db, async (tx) => (await things(1).execute(tx)).rows);
  expect(read).toEqual([{ id: 1, name: "new" }]);
  expect((await things(2).execute(db)).rows).toEqual([{ id: 2, name: "new" }]);
});
