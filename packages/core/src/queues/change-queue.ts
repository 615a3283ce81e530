import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { type QueueDecision, writeDecision } from "./queues.sql.ts";

/** Decides that a queue pauses or goes on. Throws `stale_write` when someone decided meanwhile. */
export async function changeQueue(tx: Tx, decision: QueueDecision): Promise<void> {
  if (!(await writeDecision(tx, decision))) throw new AppError("stale_write");
}
