import type { Db } from "@cartwright/db/client";
import { claimRows, type OutboxRow, selectLag, selectNextDue } from "./outbox.sql.ts";

export type { OutboxRow } from "./outbox.sql.ts";

/** Messages that one claim takes at most. */
export const CLAIM_MAX = 200;
/** A relay that dies with messages in hand loses them to the others after this long. */
export const LEASE_MS = 15_000;

/** Leases due messages to the caller, oldest first. They are his until the lease ends; he marks them when delivered. */
export async function claimOutbox(db: Db): Promise<OutboxRow[]> {
  return claimRows(db, CLAIM_MAX, LEASE_MS);
}

/** Milliseconds until a message is due: 0 for now, null when none waits. */
export async function nextDueMs(db: Db): Promise<number | null> {
  return selectNextDue(db);
}

/** How late the oldest due message is, in milliseconds. */
export async function outboxLagMs(db: Db): Promise<number> {
  return selectLag(db);
}
