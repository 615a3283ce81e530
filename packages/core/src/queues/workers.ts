import { SILENT_AFTER_MS, SILENT_KEPT_MS, STOPPED_KEPT_MS } from "@cartwright/contracts/queues";
import type { Db } from "@cartwright/db/client";
import { deleteWorkers, type Heartbeat, markStopped, upsertHeartbeat } from "./workers.sql.ts";

export type { Heartbeat } from "./workers.sql.ts";

/** Rows kept at most, however often workers are started. */
const KEPT_MAX = 500;

export const SHOWN = { silentAfterMs: SILENT_AFTER_MS, silentKeptMs: SILENT_KEPT_MS, stoppedKeptMs: STOPPED_KEPT_MS };

/** Records that a worker is alive, and what it finished in the last minute. */
export async function recordHeartbeat(db: Db, beat: Heartbeat): Promise<void> {
  await upsertHeartbeat(db, beat);
}

/** Records that a worker ended as it was told to. */
export async function recordStop(db: Db, id: string): Promise<void> {
  await markStopped(db, id);
}

/** Deletes the rows of workers that ended a while ago. Returns how many. */
export async function pruneWorkers(db: Db): Promise<number> {
  return deleteWorkers(db, SHOWN, KEPT_MAX);
}
