import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { QUEUES } from "@cartwright/contracts/messages";
import { HEARTBEAT_MS } from "@cartwright/contracts/queues";
import { isMeasuringDue, readPausedQueues, recordFigures } from "@cartwright/core/queues/paused-queues";
import { recordHeartbeat, recordStop } from "@cartwright/core/queues/workers";
import type { Db } from "@cartwright/db/client";
import type { Logger } from "@cartwright/observability/logger";
import type { Producer } from "@cartwright/queue/producer";
import type { FinishedJobs } from "./finished-jobs.ts";
import { startLoop } from "./loop.ts";

interface HeartbeatOptions {
  readonly db: Db;
  readonly logger: Logger;
  readonly producer: Producer;
  readonly finished: FinishedJobs;
  readonly store: "redis" | "postgres";
  /** The build that is running. */
  readonly version?: string | undefined;
}

/** Staff who pause a queue wait for this at most, and a page shows figures that are this old at most. */
const DESK_MS = 2_000;
/** All workers together measure the queues this often. */
const MEASURE_MS = 4_000;

/** Pauses and resumes the queues as staff decided, and measures them. */
async function serveDesk({ db, producer }: Pick<HeartbeatOptions, "db" | "producer">): Promise<void> {
  const paused = await readPausedQueues(db);
  await Promise.all(QUEUES.map((queue) => producer.setPaused(queue, paused.has(queue))));
  if (!(await isMeasuringDue(db, MEASURE_MS))) return;
  await recordFigures(db, await producer.measure());
}

export interface Heart {
  /** Reports that the worker ends as it was told to, which is the last thing that it does. */
  close(): Promise<void>;
}

/**
 * Reports that this worker is alive, and does to the queues what staff decided. Two loops, because a silent queue must not make a
 * worker look dead. What staff decided is in the database: it holds after a restart, and when Redis has lost everything.
 */
export async function startHeartbeat(options: HeartbeatOptions): Promise<Heart> {
  const { db, logger, finished, store, version = null } = options;
  const self = { id: randomUUID(), host: hostname().slice(0, 255) || "unknown", pid: process.pid, version, store };
  const beat = () => recordHeartbeat(db, { ...self, finished: finished.read() });
  const paused = await readPausedQueues(db);
  await Promise.all([...paused].map((queue) => options.producer.setPaused(queue, true)));
  const heart = startLoop({
    restMs: HEARTBEAT_MS,
    round: beat,
    onError: (error) => logger.warn({ err: error }, "the heartbeat was not recorded; it comes again"),
  });
  const desk = startLoop({
    restMs: DESK_MS,
    round: () => serveDesk(options),
    onError: (error) => logger.warn({ err: error }, "the queues could not be measured; it is tried again"),
  });
  return {
    async close() {
      await Promise.all([heart.close(), desk.close()]);
      try {
        await recordStop(db, self.id);
      } catch (error) {
        logger.warn({ err: error }, "the end of this worker was not recorded: it is shown as not responding");
      }
    },
  };
}
