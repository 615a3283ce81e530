import { Kysely, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import type { DB } from "./generated/schema.ts";
import { PreparingClient } from "./prepare-statements.ts";

export type { DB } from "./generated/schema.ts";
export type Db = Kysely<DB>;

// Checks keep counts, prices and ids in `bigint` columns within 2^53, so they are read as numbers.
types.setTypeParser(types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of the safe range: ${text}`);
  return value;
});

export interface ClientOptions {
  readonly connectionString: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly poolMax: number;
  /** The statement timeout in milliseconds. Default 15,000. */
  readonly statementTimeoutMs?: number;
  /** Milliseconds to wait for a free connection. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /**
   * `off` confirms commits before they are on disk: a crash of the server may lose the latest ones, in order. Only for
   * connections whose work can be repeated safely. Default `on`.
   */
  readonly synchronousCommit?: "on" | "off";
}

/**
 * A pool with limits: connections, the wait for one (5 s), statement time, idle time in a transaction (20 s). The limits
 * are set by a statement after connecting, not by start-up parameters, so that PgBouncer accepts them.
 */
export function createPool(options: ClientOptions): Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
  const pool = new Pool({
    Client: PreparingClient,
    connectionString: options.connectionString,
    application_name: options.applicationName,
    max: options.poolMax,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: false,
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool awaits it; its types do not say so
    onConnect: async (client) => {
      await client.query(
        `set statement_timeout = ${statementTimeoutMs}; set idle_in_transaction_session_timeout = 20000; set timezone = 'UTC'; set jit = off` +
          (options.synchronousCommit === "off" ? "; set synchronous_commit = off" : ""),
      );
    },
  });
  // An idle connection that breaks (a restarted server) is dropped by the pool; the next query opens another.
  pool.on("error", () => undefined);
  // A connection that breaks between two statements of a transaction has no other listener: the next statement fails, and
  // the process continues.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Kysely on a pool from {@link createPool}. `db.destroy()` ends the pool. */
export function createDb(pool: Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
