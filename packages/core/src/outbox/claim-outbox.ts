import type { MessageId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { claimRows, countWaiting, type OutboxRow, selectLag, unclaimRows } from "./outbox.sql.ts";

export type { OutboxRow } from "./outbox.sql.ts";

/** The most messages in one claim. */
export const CLAIM_MAX = 200;
/** The claims of a relay that dies expire after this long, and others take over. */
export const LEASE_MS = 5_000;

/**
 * Leases due messages to the caller, oldest first. They belong to the caller until the lease ends, and the caller marks
 * them when they are delivered.
 */
export async function claimOutbox(db: Db): Promise<OutboxRow[]> {
  return claimRows(db, CLAIM_MAX, LEASE_MS);
}

/** Releases messages that could not be delivered. They are due again after `afterMs`. */
export async function releaseClaims(db: Db, ids: readonly MessageId[], afterMs: number): Promise<void> {
  if (ids.length > 0) await unclaimRows(db, ids, afterMs);
}

/** The age of the oldest due message, in milliseconds. */
export async function outboxLagMs(db: Db): Promise<number> {
  return selectLag(db);
}

/** How many messages no queue has yet, counted to `max` at most, and the age of the oldest that is due. */
export async function countUnsent(db: Db, max: number): Promise<{ readonly unsent: number; readonly lagMs: number }> {
  const [unsent, lagMs] = await Promise.all([countWaiting(db, max), selectLag(db)]);
  return { unsent, lagMs: Math.round(lagMs) };
}
