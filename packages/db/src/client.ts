import { Kysely, PostgresDialect } from "kysely";
import { DatabaseError, Pool, types } from "pg";
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

/** For commands of an operator: imports, migrations. They may take long, and wait until the shop lets go of a row. */
export const LONG_STATEMENTS = { statementTimeoutMs: 600_000, lockTimeoutMs: 60_000 } as const;

export interface ClientOptions {
  readonly connectionString: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly poolMax: number;
  /** The statement timeout in milliseconds. Default 7,000. */
  readonly statementTimeoutMs?: number;
  /** How long a statement may wait for a lock, in milliseconds. Default 3,000, or the statement timeout if that is shorter. */
  readonly lockTimeoutMs?: number;
  /** Milliseconds to wait for a free connection. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /**
   * `off` confirms commits before they are on disk: a crash of the server may lose the latest ones, in order. Only for
   * connections whose work can be repeated safely. Default `on`.
   */
  readonly synchronousCommit?: "on" | "off";
}

/** A link that swallowed data is usable again this long after it returns, at most: a statement's time and a connection's. */
export const STATEMENT_MS_MAX = 7_000;
const LOCK_MS_MAX = 3_000;
/** What the client waits for longer than the server, which reports its own timeouts. */
const RESPONSE_MS_MAX = 1_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
/**
 * The cost of a page read by index, as a multiple of one read in order. The server's default of 4 is for rotating disks; with
 * it, Postgres 15 reads tables of some thousand rows whole for a batch of orders.
 */
const RANDOM_PAGE_COST = 1.1;

/**
 * A pool with limits: connections, the wait for one (5 s), statement time, the wait for a lock, idle time in a transaction
 * (20 s). The limits are set by a statement after connecting, not by start-up parameters, so that PgBouncer accepts them. The
 * client has a limit of its own: a link that swallows data reports nothing.
 */
export function createPool(options: ClientOptions): Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_MS_MAX;
  const lockTimeoutMs = options.lockTimeoutMs ?? Math.min(LOCK_MS_MAX, statementTimeoutMs);
  const pool = new Pool({
    Client: PreparingClient,
    connectionString: options.connectionString,
    application_name: options.applicationName,
    max: options.poolMax,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    query_timeout: statementTimeoutMs + RESPONSE_MS_MAX,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: false,
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool awaits it; its types do not say so
    onConnect: async (client) => {
      await client.query(
        `set statement_timeout = ${statementTimeoutMs}; set lock_timeout = ${lockTimeoutMs}; set idle_in_transaction_session_timeout = 20000; set timezone = 'UTC'; set jit = off; set random_page_cost = ${RANDOM_PAGE_COST}` +
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

/**
 * Kysely on a pool from {@link createPool}. `db.destroy()` ends the pool. `onResponse` is called for each statement that the server
 * has responded to, with an error too.
 */
export function createDb(pool: Pool, onResponse?: () => void): Db {
  const dialect = new PostgresDialect({ pool });
  if (!onResponse) return new Kysely<DB>({ dialect });
  return new Kysely<DB>({
    dialect,
    log(event) {
      if (event.level === "query" || event.error instanceof DatabaseError) onResponse();
    },
  });
}
