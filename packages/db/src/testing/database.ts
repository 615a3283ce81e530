import { randomBytes } from "node:crypto";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { Client, type Pool, type PoolClient } from "pg";
import { inject } from "vitest";
import { createDb, createPool, type Db } from "../client.ts";

// Here instead of beside the set-up that provides them, so that every package with a test database sees the types.
declare module "vitest" {
  interface ProvidedContext {
    /** The endpoint that starts the run's Postgres when it is first needed. */
    testServerUrl: string;
  }
}

export interface TestServer {
  /** URL of the server's `postgres` database. */
  readonly postgresUrl: string;
  /** Name of the migrated template database. */
  readonly templateDatabase: string;
}

/** The Postgres of this run, started if no other test file has asked for it yet. */
export async function findTestServer(): Promise<TestServer> {
  const response = await fetch(inject("testServerUrl"), { headers: { connection: "close" } });
  if (!response.ok) throw new Error(`the test database did not start: ${await response.text()}`);
  return (await response.json()) as TestServer; // global-setup.ts
}

/** One connection of a pool. */
export type Connection = PoolClient;

export interface TestDatabase {
  readonly db: Db;
  readonly pool: Pool;
  readonly url: string;
  /** Closes the pool and drops the database. */
  close(): Promise<void>;
}

/** A database for one test file: a copy of the migrated template, dropped by `close()`. */
export async function createTestDatabase(
  options: {
    readonly poolMax?: number;
    /** Without any schema, for tests of migrations. */ readonly empty?: boolean;
  } = {},
): Promise<TestDatabase> {
  const { postgresUrl, templateDatabase } = await findTestServer();
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query(`create database ${name} template ${options.empty ? "template0" : templateDatabase}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  const pool = createPool({
    connectionString: url.href,
    applicationName: "test",
    poolMax: options.poolMax ?? 10,
    statementTimeoutMs: WAIT_MS_MAX,
    lockTimeoutMs: WAIT_MS_MAX,
    connectTimeoutMs: WAIT_MS_MAX,
  });
  const db = createDb(pool);
  return {
    db,
    pool,
    url: url.href,
    async close() {
      await db.destroy();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
