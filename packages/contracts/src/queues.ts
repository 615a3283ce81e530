import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { QUEUES } from "./messages.ts";
import { IsoTime } from "./paging.ts";
import { RowVersion } from "./row-version.ts";

/** The queues and the processes that work on them, in the back office. */

const QueueField = z.enum(QUEUES);

/** How often a worker reports that it is alive, and how often the page asks. */
export const HEARTBEAT_MS = 5_000;
/** A worker is not responding when it has not reported for this long; with the page's interval, it is named within 30 s. */
export const SILENT_AFTER_MS = 20_000;
/** A worker that ended as it was told to is shown for this long. */
export const STOPPED_KEPT_MS = 5 * 60_000;
/** One that ended in any other way, for this long. */
export const SILENT_KEPT_MS = 60 * 60_000;
export const WORKERS_SHOWN_MAX = 50;
/** Unsent messages are counted to this. */
export const UNSENT_COUNTED_MAX = 10_000;

export const QueueFigures = z.strictObject({
  /** Whether the queue itself is paused, which follows the decision within a few seconds. */
  paused: z.boolean(),
  waiting: z.int().min(0),
  active: z.int().min(0),
  /** Those that failed and are retried later. */
  delayed: z.int().min(0),
  failed: z.int().min(0),
  /** When the job that has waited longest was added. Null when none waits. */
  oldestAt: IsoTime.nullable(),
  measuredAt: IsoTime,
});
export type QueueFigures = z.infer<typeof QueueFigures>;

export const QueueView = z.strictObject({
  name: QueueField,
  /** What staff decided. */
  paused: z.boolean(),
  /** Of the decision: 1 while there was none. */
  version: RowVersion,
  change: z.strictObject({ at: IsoTime, reason: z.string(), by: z.string().nullable() }).nullable(),
  /** Null until a worker has measured the queue. */
  figures: QueueFigures.nullable(),
  /** Jobs that workers finished in the last minute. */
  finishedPerMinute: z.int().min(0),
});
export type QueueView = z.infer<typeof QueueView>;

/** `silent`: it has not reported for `SILENT_AFTER_MS`. `stopped`: it ended as it was told to. */
export const WorkerState = z.enum(["running", "silent", "stopped"]);
export type WorkerState = z.infer<typeof WorkerState>;

export const WorkerView = z.strictObject({
  id: z.uuid(),
  host: z.string(),
  pid: z.int(),
  version: z.string().nullable(),
  state: WorkerState,
  startedAt: IsoTime,
  heartbeatAt: IsoTime,
});
export type WorkerView = z.infer<typeof WorkerView>;

export const QueuesOverview = z.strictObject({
  queues: z.array(QueueView),
  /** Committed messages that no queue has yet. */
  outbox: z.strictObject({ unsent: z.int().min(0).max(UNSENT_COUNTED_MAX), lagMs: z.int().min(0) }),
  /** Where the running workers store the queues. Null while none runs. */
  store: z.enum(["redis", "postgres"]).nullable(),
  workers: z.array(WorkerView).max(WORKERS_SHOWN_MAX),
});
export type QueuesOverview = z.infer<typeof QueuesOverview>;

/** `version` is that of the decision that was seen. */
export const AdminChangeQueue = z.strictObject({ queue: QueueField, version: RowVersion, reason: ActReason });
export type AdminChangeQueue = z.infer<typeof AdminChangeQueue>;
