import { createHash } from "node:crypto";
import { type JobName, type JobEnvelope, JOB_BATCH_MAX } from "@cartwright/contracts/messages";

/** A message on its way into a queue. */
export interface OutgoingMessage extends JobEnvelope {
  readonly name: JobName;
}

export interface OutgoingBatch {
  readonly name: JobName;
  readonly id: string;
  readonly messages: readonly JobEnvelope[];
}

/** The same messages give the same id, so that a repeated delivery is one job. */
function idOf(messages: readonly JobEnvelope[]): string {
  const [first] = messages;
  if (first && messages.length === 1) return first.messageId;
  return `p-${createHash("sha256")
    .update(messages.map(({ messageId }) => messageId).join())
    .digest("hex")
    .slice(0, 32)}`;
}

/** Groups messages into batches by name, in order. Pure. */
export function batchMessages(messages: readonly OutgoingMessage[]): OutgoingBatch[] {
  const batches: OutgoingBatch[] = [];
  for (const [name, group] of Map.groupBy(messages, (message) => message.name)) {
    for (let start = 0; start < group.length; start += JOB_BATCH_MAX) {
      const chunk = group
        .slice(start, start + JOB_BATCH_MAX)
        .map(({ messageId, traceparent, payload }) => ({ messageId, traceparent, payload }));
      batches.push({ name, id: idOf(chunk), messages: chunk });
    }
  }
  return batches;
}
