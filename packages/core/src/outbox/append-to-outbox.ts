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
import { activeTraceparent, carryOn, inSpan, isSampled } from "@cartwright/observability/spans";
import { sql } from "kysely";
import { newId } from "../kernel/ids.ts";

/**
 * A message to send with the transaction. `key` orders messages about the same thing (an order id, a product id).
 * `traceparent` is the trace of this message, where a batch holds several; by default the active one.
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
 * Appends messages to the outbox in the caller's transaction: they are sent if, and only if, it commits. One statement for
 * all. Each payload is validated here, so an invalid message fails at its sender. Call `deps.nudgeRelay()` after the
 * commit.
 */
export async function appendToOutbox(
  tx: Tx,
  messages: readonly OutboxMessage[],
  traceparent: string | null = null,
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => {
    const schema = isJob(message.name) ? JOBS[message.name] : EVENTS[message.name];
    return { ...message, payload: JSON.stringify(schema.parse(message.payload)) };
  });
  const traces = messages.map((message) => message.traceparent ?? traceparent ?? activeTraceparent());
  const attributes = { "messaging.message.names": messages.map((message) => message.name) };
  const span = { traceparent: traces.find(isSampled), attributes };
  await inSpan("outbox append", span, () => insertRows(tx, rows, traces.map(carryOn)));
}

interface Row {
  readonly name: string;
  readonly key: string;
  readonly payload: string;
  readonly delayMs?: number;
}

async function insertRows(tx: Tx, rows: readonly Row[], traceparents: readonly (string | null)[]): Promise<void> {
  // Arrays instead of a list of values: the text is the same for any number of rows, so that it stays prepared.
  await sql`
    insert into saga.outbox (id, kind, name, key, payload, traceparent, available_at)
    select id, kind, name, key, payload, traceparent, now() + delay_ms * interval '1 millisecond'
    from unnest(
      ${rows.map(() => newId())}::uuid[], ${rows.map((row) => kindOf(row.name))}::text[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.payload)}::jsonb[],
      ${traceparents}::text[], ${rows.map((row) => row.delayMs ?? 0)}::float8[]
    ) as message (id, kind, name, key, payload, traceparent, delay_ms)`.execute(tx);
}
