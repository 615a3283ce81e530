import { sqlState } from "./sql-state.ts";

/** SQLSTATE classes: connection lost, server going down, too busy, timed out, deadlock or serialization failure. */
const STATES = /^(08|53|57P0|57014|55P03|40001|40P01|25P03)/;
/** Network errors when the server is unreachable. */
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
/** Messages of the driver and its pool. These errors have no code. */
const DRIVER = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated due to connection timeout",
  "Connection terminated unexpectedly",
  "Connection terminated",
  "Query read timeout",
  "Client has encountered a connection error and is not queryable",
]);

/** Whether the database was unreachable or too busy: the same call may succeed a moment later. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return STATES.test(state) || NETWORK.has(state);
  return error instanceof Error && DRIVER.has(error.message);
}
