import { sqlState } from "./sql-state.ts";

/** SQLSTATE classes: connection lost, server going down, too busy, timed out, deadlock or serialization failure. */
const STATES = /^(08|53|57P0|57014|55P03|40001|40P01|25P03)/;
/** What the network says when the server is not there. */
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
/** What the driver and its pool say themselves; these errors have no code to tell them by. */
const DRIVER = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated due to connection timeout",
  "Connection terminated unexpectedly",
  "Connection terminated",
]);

/** Whether the database could not be reached, or had no time: the same call may succeed a moment later. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return STATES.test(state) || NETWORK.has(state);
  return error instanceof Error && DRIVER.has(error.message);
}
