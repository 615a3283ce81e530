import { type QueueName, QUEUES } from "@cartwright/contracts/messages";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { areFiguresDue, type FiguresRow, selectQueues, upsertFigures } from "./queues.sql.ts";

/** The queues that staff have paused. Workers see to it that they are. */
export async function readPausedQueues(db: Db | Tx): Promise<ReadonlySet<QueueName>> {
  const rows = await selectQueues(db);
  return new Set(QUEUES.filter((queue) => rows.some(({ name, paused }) => name === queue && paused)));
}

/** Measured once by all workers together: whether it is time. */
export async function isMeasuringDue(db: Db, everyMs: number): Promise<boolean> {
  return areFiguresDue(db, everyMs);
}

/** Stores what a worker measured, for the back office. */
export async function recordFigures(db: Db, figures: readonly FiguresRow[]): Promise<void> {
  await upsertFigures(db, figures);
}
