import { sqlState } from "@cartwright/db/sql-state";

/** Connection lost or refused, server stopping or starting, too many connections, statement timed out. */
const FAULT = /^(08|53|57|25P03|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/;

/**
 * Whether the database itself is unavailable. Then no item of a batch is at fault, and running them one by one would only
 * multiply the failures. pg reports some lost connections without a code.
 */
export function isConnectionFault(error: unknown): boolean {
  const code = sqlState(error);
  if (code !== undefined) return FAULT.test(code);
  return (
    error instanceof Error &&
    /connection terminated|timeout exceeded when trying to connect|client has encountered|query read timeout/i.test(
      error.message,
    )
  );
}
