import { randomBytes } from "node:crypto";
import { Client, type Pool } from "pg";
import { inject } from "vitest";
import { createDb, createPool, type Db } from "../client.ts";

// Here instead of beside the set-up that provides them, so that every package with a test database sees the types.
declare module "vitest" {
  interface ProvidedContext {
    /** URL of the server's `postgres` database. */
    postgresUrl: string;
    /** Name of the migrated template database. */
    templateDatabase: string;
  }
}

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
  const serverUrl = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name} template ${options.empty ? "template0" : inject("templateDatabase")}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = createPool({ connectionString: url.href, applicationName: "test", poolMax: options.poolMax ?? 10 });
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
