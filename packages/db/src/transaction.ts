import { setTimeout as sleep } from "node:timers/promises";
import { inSpan } from "@cartwright/observability/spans";
import type { IsolationLevel, Transaction } from "kysely";
import type { Db, DB } from "./client.ts";
import { sqlState } from "./sql-state.ts";

export type Tx = Transaction<DB>;

const RETRIES_MAX = 5;
const BACKOFF_BASE_MS = 8;

/** The name of the constraint that an error reports, if it is one of integrity. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!sqlState(error)?.startsWith("23")) return undefined;
  if (typeof error === "object" && error !== null && "constraint" in error && typeof error.constraint === "string") {
    return error.constraint;
  }
  return undefined;
}

const isTransient = (error: unknown) => ["40001", "40P01", "0A000"].includes(sqlState(error) ?? "");

/**
 * Runs `work` in one transaction and again, at most five times, when Postgres reports a serialization failure (40001), a
 * deadlock (40P01), or a migration that changed a table under a prepared statement (0A000). So `work` must hold nothing
 * but statements: no network, no effect outside of the database.
 */
export async function inTransaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  isolation: IsolationLevel = "read committed",
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const transaction = db.transaction();
      // Read committed is the server's default; saying so again would cost a statement.
      const begun = isolation === "read committed" ? transaction : transaction.setIsolationLevel(isolation);
      return await inSpan("db transaction", {}, () => begun.execute(work));
    } catch (error) {
      if (!isTransient(error) || attempt > RETRIES_MAX) throw error;
      await sleep(BACKOFF_BASE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
