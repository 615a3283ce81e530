import { QUEUE_OF, type QueueName, QUEUES } from "@cartwright/contracts/messages";
import type { QueueConnection } from "./connect.ts";
import { type OutgoingMessage, batchMessages } from "./batch-messages.ts";
import { FAILED_KEPT, JOB_ATTEMPTS_MAX, JOB_BACKOFF } from "./retry-policy.ts";

export interface QueueDepth {
  readonly queue: QueueName;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

export interface Producer {
  /** Adds messages to the queues of their names. Rejects when the store did not accept all of them; then publish them again. */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  depths(): Promise<QueueDepth[]>;
  close(): Promise<void>;
}

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
    async depths() {
      return Promise.all(
        QUEUES.map(async (name) => {
          const counts = await queueOf(name).getJobCounts("waiting", "active", "delayed", "failed");
          const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
          return { queue: name, waiting, active, delayed, failed };
        }),
      );
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
