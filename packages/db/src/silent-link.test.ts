import { sql } from "kysely";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createDb, createPool } from "./client.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { type SilentProxy, startSilentProxy } from "./testing/silent-proxy.ts";
import { isUnavailable } from "./unavailable.ts";

let database: TestDatabase;
let proxy: SilentProxy;
beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startSilentProxy(database.url);
});
afterAll(async () => {
  await proxy.close();
  await database.close();
});

const POOL_MAX = 3;
/** Long enough for a busy machine to connect within it. */
const LIMIT_MS = 3000;

test("a link that swallows data fails every statement in time, and the pool works again after its return", async () => {
  const pool = createPool({
    connectionString: proxy.url,
    applicationName: "silent-link",
    poolMax: POOL_MAX,
    statementTimeoutMs: LIMIT_MS,
    connectTimeoutMs: LIMIT_MS,
  });
  const db = createDb(pool);
  const read = () => sql`select 1`.execute(db);
  await Promise.all(Array.from({ length: POOL_MAX }, read));
  expect(pool.totalCount).toBe(POOL_MAX);

  proxy.setSilent(true);
  const inTransaction = db.transaction().execute((tx) => sql`select 1`.execute(tx));
  // More than there are connections: the last ones wait for a free one.
  const outcomes = await Promise.allSettled([inTransaction, ...Array.from({ length: POOL_MAX + 2 }, read)]);
  const errors = outcomes.map((outcome) => (outcome.status === "rejected" ? (outcome.reason as unknown) : null));
  expect(errors.filter((error) => !isUnavailable(error))).toEqual([]);
  // No connection that was silent is handed out again.
  expect(pool.idleCount).toBe(0);

  proxy.setSilent(false);
  await vi.waitFor(() => Promise.all(Array.from({ length: POOL_MAX }, read)), { timeout: WAIT_MS_MAX });
  await db.destroy();
});

test("a statement that waits for a lock fails before one that runs long, and other tables stay readable", async () => {
  await sql`create table locked_one (id int)`.execute(database.db);
  await sql`create table free_one (id int)`.execute(database.db);
  const options = { connectionString: database.url, applicationName: "locks", poolMax: 2 };
  const db = createDb(createPool({ ...options, statementTimeoutMs: 60_000, lockTimeoutMs: 50 }));
  await database.db.transaction().execute(async (tx) => {
    await sql`lock table locked_one`.execute(tx);
    const waited = await sql`select from locked_one`.execute(db).catch((error: unknown) => error);
    expect(waited).toMatchObject({ code: "55P03" });
    expect(isUnavailable(waited)).toBe(true);
    await sql`select from free_one`.execute(db);
  });
  await db.destroy();
});
