import { inSpan } from "@cartwright/observability/spans";
import type { IsolationLevel, Transaction } from "kysely";
import pRetry, { type Options } from "p-retry";
import type { Db, DB } from "./client.ts";
import { sqlState } from "./sql-state.ts";

export type Tx = Transaction<DB>;

/** The name of the constraint in an integrity error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!sqlState(error)?.startsWith("23")) return undefined;
  if (typeof error === "object" && error !== null && "constraint" in error && typeof error.constraint === "string") {
    return error.constraint;
  }
  return undefined;
}

const isTransient = (error: unknown) => ["40001", "40P01", "0A000"].includes(sqlState(error) ?? "");

/** Waits 8 to 16 ms, then twice as long each time: 0.25 to 0.5 s altogether. */
const RETRIES: Options = {
  retries: 5,
  minTimeout: 8,
  factor: 2,
  randomize: true,
  shouldRetry: ({ error }) => isTransient(error),
};

/**
 * Runs `work` in one transaction, and again, at most five times, when Postgres reports a serialization failure (40001), a
 * deadlock (40P01), or a migration that changed the table of a prepared statement (0A000). So `work` must contain only
 * statements: no network, no effect outside the database.
 */
export async function inTransaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  isolation: IsolationLevel = "read committed",
): Promise<T> {
  async function attempt(): Promise<T> {
    const transaction = db.transaction();
    // Read committed is the server's default. Setting it again would cost a statement.
    const configured = isolation === "read committed" ? transaction : transaction.setIsolationLevel(isolation);
    return inSpan("db transaction", {}, () => configured.execute(work));
  }
  return pRetry(attempt, RETRIES);
}
