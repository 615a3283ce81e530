import type { MessageId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { claimRows, type OutboxRow, selectLag, unclaimRows } from "./outbox.sql.ts";

export type { OutboxRow } from "./outbox.sql.ts";

/** Messages that one claim takes at most. */
export const CLAIM_MAX = 200;
/** A relay that dies with messages in hand loses them to the others after this long. */
export const LEASE_MS = 5_000;

/** Leases due messages to the caller, oldest first. They are his until the lease ends; he marks them when delivered. */
export async function claimOutbox(db: Db): Promise<OutboxRow[]> {
  return claimRows(db, CLAIM_MAX, LEASE_MS);
}

/** Gives messages back that could not be delivered; they are due again after `afterMs`. */
export async function releaseClaims(db: Db, ids: readonly MessageId[], afterMs: number): Promise<void> {
  if (ids.length > 0) await unclaimRows(db, ids, afterMs);
}

/** How late the oldest due message is, in milliseconds. */
export async function outboxLagMs(db: Db): Promise<number> {
  return selectLag(db);
}
