import { QUEUE_OF, type QueueName, QUEUES } from "@cartwright/contracts/messages";
import type { JobType } from "bullmq";
import type { QueueConnection } from "./connect.ts";
import { type OutgoingMessage, batchMessages } from "./batch-messages.ts";
import { FAILED_KEPT, JOB_ATTEMPTS_MAX, JOB_BACKOFF } from "./retry-policy.ts";

export interface QueueMeasure {
  readonly queue: QueueName;
  readonly paused: boolean;
  /** Those of a paused queue wait too. */
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  /** When the first of the waiting jobs was added. */
  readonly oldestAt: Date | null;
}

export interface Producer {
  /** Adds messages to the queues of their names. Rejects when the store did not accept all of them; then publish them again. */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  measure(): Promise<QueueMeasure[]>;
  /** The store keeps it, whatever becomes of the processes. Running jobs finish; nothing happens when it is so already. */
  setPaused(queue: QueueName, paused: boolean): Promise<void>;
  close(): Promise<void>;
}

/** The Postgres backend counts the waiting jobs of a paused queue under a state that the library's types do not have. */
const WAITING_STATES = ["waiting", "paused"] as JobType[];

/** Creates jobs. Only the relay does. */
export function createProducer(connection: QueueConnection): Producer {
  const queues = new Map(QUEUES.map((name) => [name, connection.createQueue(name)]));
  for (const queue of queues.values()) queue.on("error", () => undefined); // the connection reports it once for all

  function queueOf(name: QueueName) {
    const queue = queues.get(name);
    if (!queue) throw new Error(`no queue ${name}`);
    return queue;
  }

  return {
    async publish(messages) {
      // One by one: a batch carries many messages, so there are few batches. On Postgres, BullMQ's bulk call creates two
      // temporary tables each time, which costs more than ten single calls.
      await Promise.all(
        batchMessages(messages).map(({ name, id, messages: contents }) =>
          queueOf(QUEUE_OF[name]).add(
            name,
            { messages: contents },
            {
              jobId: id,
              attempts: JOB_ATTEMPTS_MAX,
              backoff: JOB_BACKOFF,
              removeOnComplete: true,
              removeOnFail: FAILED_KEPT,
            },
          ),
        ),
      );
    },
    async measure() {
      return Promise.all(
        QUEUES.map(async (name) => {
          const queue = queueOf(name);
          const [isPaused, counts, first] = await Promise.all([
            queue.isPaused(),
            queue.getJobCounts(...WAITING_STATES, "active", "delayed", "failed"),
            queue.getJobs(WAITING_STATES, 0, 0, true),
          ]);
          const { waiting = 0, paused = 0, active = 0, delayed = 0, failed = 0 } = counts;
          const added = first.map(({ timestamp }) => timestamp);
          const oldestAt = added.length === 0 ? null : new Date(Math.min(...added));
          return { queue: name, paused: isPaused, waiting: waiting + paused, active, delayed, failed, oldestAt };
        }),
      );
    },
    async setPaused(name, paused) {
      const queue = queueOf(name);
      if ((await queue.isPaused()) === paused) return;
      await (paused ? queue.pause() : queue.resume());
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
