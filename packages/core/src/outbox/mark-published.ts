import type { MessageId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { deletePublished, deleteTaken, markRows } from "./outbox.sql.ts";

/** Marks messages as delivered. Without it they are delivered again when their lease ends. */
export async function markPublished(db: Db, ids: readonly MessageId[]): Promise<void> {
  if (ids.length > 0) await markRows(db, ids);
}

/** How long delivered messages are kept for inspection. */
export const PUBLISHED_KEPT_MS = 3_600_000;
/** Longer than any queue keeps a job: a message can be delivered again only while its inbox row exists. */
export const TAKEN_KEPT_MS = 3 * 86_400_000;

/** Deletes one bounded batch of old messages and one of old inbox rows. Returns how many rows were deleted. */
export async function pruneMessages(db: Db, limit: number): Promise<number> {
  return (await deletePublished(db, limit, PUBLISHED_KEPT_MS)) + (await deleteTaken(db, limit, TAKEN_KEPT_MS));
}
