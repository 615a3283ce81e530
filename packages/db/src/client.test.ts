import { once } from "node:events";
import { sql } from "kysely";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createDb, createPool, type Db } from "./client.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function pidOf(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]?.pid ?? 0;
}

test("a server that goes away between two statements of a transaction fails the transaction, and not the process", async () => {
  const pool = createPool({ connectionString: database.url, applicationName: "client-test", poolMax: 1 });
  const connected = once(pool, "connect").then(([client]) => client as PoolClient); // the event's one argument
  const db = createDb(pool);
  await pidOf(db);
  const client = await connected;
  // An uncaught error would end a process of the shop.
  const uncaught = vi.fn();
  process.prependOnceListener("uncaughtException", uncaught);
  const broken = db.transaction().execute(async (tx) => {
    const pid = await pidOf(tx);
    // Not `once` of node:events, which also listens for errors. No query is running at this point, so nothing receives the
    // error.
    const gone = new Promise((resolve) => {
      client.once("end", resolve);
      uncaught.mockImplementation(resolve);
    });
    await sql`select pg_terminate_backend(${pid})`.execute(database.db);
    await gone;
    await pidOf(tx);
  });
  await expect(broken).rejects.toThrow(/connection|terminat|queryable/i);
  process.removeListener("uncaughtException", uncaught);
  expect(uncaught).not.toHaveBeenCalled();
  expect(await pidOf(db)).toBeGreaterThan(0);
  await db.destroy();
});
