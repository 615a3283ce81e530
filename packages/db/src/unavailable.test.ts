import { Pool } from "pg";
import { expect, test } from "vitest";
import { findTestServer } from "./testing/database.ts";
import { isUnavailable } from "./unavailable.ts";

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

test("a pool without a free connection, an unreachable server and an aborted statement are distinguished from a mistake", async () => {
  const { postgresUrl: connectionString } = await findTestServer();
  const pool = new Pool({ connectionString, max: 1, connectionTimeoutMillis: 2_000 });
  const held = await pool.connect();
  expect(isUnavailable(await failureOf(pool.query("select 1")))).toBe(true);
  await held.query("set statement_timeout = 20");
  expect(isUnavailable(await failureOf(held.query("select pg_sleep(5)")))).toBe(true);
  expect(isUnavailable(await failureOf(held.query("select no_such_column")))).toBe(false);
  held.release();
  await pool.end();

  const nobody = new Pool({ connectionString: "postgres://nobody@127.0.0.1:1/nothing" });
  expect(isUnavailable(await failureOf(nobody.query("select 1")))).toBe(true);
  await nobody.end();
  expect(isUnavailable(new Error("something else"))).toBe(false);
});
