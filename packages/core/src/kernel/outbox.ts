import {
  EVENTS,
  JOBS,
  SAGA_COMMANDS,
  type EventName,
  type EventPayload,
  type JobName,
  type JobPayload,
} from "@cartwright/contracts/messages";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "./ids.ts";

/**
 * A message to leave with the transaction. `key` orders messages about the same thing (an order id, a product id);
 * `traceparent` is the trace that this message belongs to, where a batch holds several.
 */
export type OutboxMessage =
  | {
      [N in JobName]: {
        readonly name: N;
        readonly payload: JobPayload<N>;
        readonly key: string;
        readonly delayMs?: number;
        readonly traceparent?: string | null;
      };
    }[JobName]
  | {
      [N in EventName]: {
        readonly name: N;
        readonly payload: EventPayload<N>;
        readonly key: string;
        readonly delayMs?: number;
        readonly traceparent?: string | null;
      };
    }[EventName];

const isJob = (name: string): name is JobName => Object.hasOwn(JOBS, name);
const kindOf = (name: string) => (Object.hasOwn(SAGA_COMMANDS, name) ? "command" : isJob(name) ? "task" : "event");

/**
 * Appends messages to the outbox in the caller's transaction: they leave if, and only if, it commits. One statement for all.
 * Each payload is validated here, so a broken message never gets past its author. Call `deps.nudgeRelay()` after the commit.
 */
export async function appendToOutbox(
  tx: Tx,
  messages: readonly OutboxMessage[],
  traceparent: string | null = null,
): Promise<void> {
  if (messages.length === 0) return;
  await tx
    .insertInto("saga.outbox")
    .values(
      messages.map((message) => {
        const schema = isJob(message.name) ? JOBS[message.name] : EVENTS[message.name];
        return {
          id: newId(),
          kind: kindOf(message.name),
          name: message.name,
          key: message.key,
          payload: JSON.stringify(schema.parse(message.payload)),
          traceparent: message.traceparent ?? traceparent,
          ...(message.delayMs
            ? { available_at: sql<Date>`now() + ${message.delayMs} * interval '1 millisecond'` }
            : {}),
        };
      }),
    )
    .execute();
}
