import { createHash } from "node:crypto";
import type { Logger } from "@cartwright/observability/logger";
import { isSampled, type OpenSpan, openSpan } from "@cartwright/observability/spans";
import {
  type JobEnvelope,
  type JobName,
  type JobPayload,
  JobBatch,
  JOBS,
  QUEUE_OF,
  type QueueName,
} from "@cartwright/contracts/messages";
import { MessageId } from "@cartwright/contracts/ids";
import type { Job } from "bullmq";
import type { QueueConnection } from "./connect.ts";
import { explainQueueError } from "./explain-queue-error.ts";
import { JOB_ATTEMPTS_MAX } from "./retry-policy.ts";

/** A message as a handler receives it: its payload has been validated. */
export interface Delivery<N extends JobName> {
  readonly messageId: MessageId;
  readonly traceparent: string | null;
  readonly payload: JobPayload<N>;
}

/** Messages of a batch that a handler could not process. */
export interface FailedDelivery {
  readonly messageId: MessageId;
  readonly error: unknown;
  /** The reason will not pass: the message becomes a dead letter at once. */
  readonly isFinal?: true;
}

/** Handles the messages of a batch and returns those that failed. Throwing fails all of them. */
export type Handler<N extends JobName> = (deliveries: readonly Delivery<N>[]) => Promise<readonly FailedDelivery[]>;
export type Handlers = { readonly [N in JobName]?: Handler<N> };

/** A message that is not retried any more. */
export interface DeadDelivery {
  readonly queue: QueueName;
  readonly name: string;
  readonly messageId: MessageId;
  readonly traceparent: string | null;
  readonly payload: unknown;
  /** `poison`: its payload is invalid, or names what does not exist. `exhausted`: it failed too often. */
  readonly cause: "poison" | "exhausted";
  readonly error: unknown;
  readonly attempts: number;
}

export interface WorkerOptions {
  readonly connection: QueueConnection;
  readonly queue: QueueName;
  /** Batches that are processed at once. */
  readonly concurrency: number;
  readonly handlers: Handlers;
  /** Stores a message that is not retried any more. If it rejects, the job is retried, or its failure stays in the queue. */
  readonly onDead: (dead: DeadDelivery) => Promise<void>;
  readonly logger: Logger;
  readonly onJob?: (job: {
    readonly queue: QueueName;
    readonly name: string;
    readonly outcome: "completed" | "failed";
  }) => void;
  /** For tests that cannot wait. Defaults: 15 s and 5 s. */
  readonly lockMs?: number;
  readonly stalledCheckMs?: number;
}

/** After a process dies, other workers take its jobs after this long at most, plus one check. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 5_000;
/** How often a job may lose its worker: being killed is not the job's fault. */
const STALLED_MAX = 20;
/** How long an idle worker waits before it polls, in seconds. It is notified of new jobs at once. */
const IDLE_LOOK_SECONDS = 5;

/** How long a worker pauses while its store accepts no connections. The library's own 15 s would keep shoppers waiting. */
const STORE_AWAY_MS = 1_000;

/** The messages of a batch that are left when some of it failed. */
class ParcelFailed extends Error {
  override readonly name = "ParcelFailed";
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export interface QueueWorker {
  ready(): Promise<void>;
  /** Finishes the running jobs and takes no new ones. */
  close(): Promise<void>;
}

type DeadLetterHandler = (
  job: Job,
  envelope: JobEnvelope,
  end: Pick<DeadDelivery, "cause" | "error" | "attempts">,
) => Promise<void>;

/** Takes jobs of one queue, validates each message, and passes them to the handler of their name. */
export function createWorker(options: WorkerOptions): QueueWorker {
  const { connection, queue, logger } = options;
  const deadLetter: DeadLetterHandler = (job, { messageId, traceparent, payload }, end) =>
    options.onDead({ queue, name: job.name, messageId, traceparent, payload, ...end });

  const worker = connection.createWorker(queue, (job) => work(options, deadLetter, job), {
    concurrency: options.concurrency,
    lockDuration: options.lockMs ?? LOCK_MS,
    stalledInterval: options.stalledCheckMs ?? STALLED_CHECK_MS,
    maxStalledCount: STALLED_MAX,
    drainDelay: IDLE_LOOK_SECONDS,
    runRetryDelay: STORE_AWAY_MS,
  });
  worker.on("error", (error) => {
    const { message, action } = explainQueueError(error);
    logger.warn({ queue, err: error, ...(action === undefined ? {} : { action }) }, message);
  });
  worker.on("completed", (job) => options.onJob?.({ queue, name: job.name, outcome: "completed" }));
  worker.on("failed", (job, error) => {
    options.onJob?.({ queue, name: job?.name ?? "unknown", outcome: "failed" });
    logger.warn({ queue, jobId: job?.id, name: job?.name, attempts: job?.attemptsMade, err: error }, "job failed");
  });
  return {
    ready: async () => {
      await worker.waitUntilReady();
    },
    close: () => worker.close(),
  };
}

async function work(options: WorkerOptions, deadLetter: DeadLetterHandler, job: Job): Promise<void> {
  const attempts = job.attemptsMade + 1;
  const envelopes = await openBatch(options, deadLetter, job);
  const name = jobNameOf(job.name, options.queue);
  if (!name) {
    const error = new Error(`the queue ${options.queue} carries no ${job.name}`);
    for (const envelope of envelopes) await deadLetter(job, envelope, { cause: "poison", error, attempts });
    return;
  }
  const { deliveries, poison } = sort(name, envelopes);
  for (const { envelope, error } of poison) await deadLetter(job, envelope, { cause: "poison", error, attempts });
  if (deliveries.length === 0) return;
  const undelivered = await inJobSpans(name, deliveries, (traced) => handle(options.handlers[name], traced));
  for (const { messageId, error, isFinal } of undelivered) {
    const envelope = isFinal && envelopes.find((candidate) => candidate.messageId === messageId);
    if (envelope) await deadLetter(job, envelope, { cause: "poison", error, attempts });
  }
  const failed = undelivered.filter(({ isFinal }) => !isFinal);
  if (failed.length === 0) return;
  if (attempts >= JOB_ATTEMPTS_MAX) {
    const errors = new Map(failed.map(({ messageId, error }) => [messageId, error]));
    for (const envelope of envelopes) {
      if (!errors.has(envelope.messageId)) continue;
      await deadLetter(job, envelope, { cause: "exhausted", error: errors.get(envelope.messageId), attempts });
    }
  }
  throw new ParcelFailed(
    `${failed.length} of ${envelopes.length} failed: ${messageOf(failed[0]?.error)}`.slice(0, 1_000),
  );
}

/** The id under which a job of a foreign form is stored: the same for every delivery. */
function derivedMessageId(queue: QueueName, jobId: string): MessageId {
  const hex = createHash("sha256").update(`${queue}\0${jobId}`).digest("hex");
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return MessageId.parse(uuid);
}

/** A job without a valid batch is poison as a whole. It is stored under the job's own id if that is a message's. */
async function openBatch(
  options: Pick<WorkerOptions, "queue">,
  deadLetter: DeadLetterHandler,
  job: Job,
): Promise<readonly JobEnvelope[]> {
  const batch = JobBatch.safeParse(job.data);
  if (batch.success) return batch.data.messages;
  const payload: unknown = job.data;
  const messageId = MessageId.safeParse(job.id).data ?? derivedMessageId(options.queue, job.id ?? "");
  const envelope = { messageId, traceparent: null, payload };
  await deadLetter(job, envelope, { cause: "poison", error: batch.error, attempts: job.attemptsMade + 1 });
  return [];
}

/** Every message gets a span in its own trace. The statements appear in the first of them that is recorded. */
async function inJobSpans<N extends JobName>(
  name: N,
  deliveries: readonly Delivery<N>[],
  work: (deliveries: readonly Delivery<N>[]) => Promise<readonly FailedDelivery[]>,
): Promise<readonly FailedDelivery[]> {
  const attributes = { "messaging.batch.message_count": deliveries.length };
  const spans = new Map<MessageId, OpenSpan>();
  const traced = deliveries.map((delivery) => {
    const span = openSpan(`job ${name}`, { kind: "consumer", traceparent: delivery.traceparent, attributes });
    spans.set(delivery.messageId, span);
    return { ...delivery, traceparent: span.traceparent };
  });
  const first = traced.find(({ traceparent }) => isSampled(traceparent)) ?? traced[0];
  const span = first && spans.get(first.messageId);
  const failed = await (span ? span.run(() => work(traced)) : work(traced));
  for (const { messageId, error } of failed) spans.get(messageId)?.end(error);
  for (const open of spans.values()) open.end();
  return failed;
}

async function handle<N extends JobName>(
  handler: Handler<N> | undefined,
  deliveries: readonly Delivery<N>[],
): Promise<readonly FailedDelivery[]> {
  try {
    if (!handler) throw new Error("this process has no handler for it");
    return await handler(deliveries);
  } catch (error) {
    return deliveries.map(({ messageId }) => ({ messageId, error }));
  }
}

function jobNameOf(name: string, queue: QueueName): JobName | null {
  const known = Object.keys(JOBS).find((candidate): candidate is JobName => candidate === name);
  return known && QUEUE_OF[known] === queue ? known : null;
}

/** Separates the valid messages from the invalid ones. */
function sort<N extends JobName>(name: N, envelopes: readonly JobEnvelope[]) {
  const deliveries: Delivery<N>[] = [];
  const poison: { readonly envelope: JobEnvelope; readonly error: unknown }[] = [];
  for (const envelope of envelopes) {
    const parsed = JOBS[name].safeParse(envelope.payload);
    const { messageId, traceparent } = envelope;
    // Validated by the schema of this name.
    if (parsed.success) deliveries.push({ messageId, traceparent, payload: parsed.data as JobPayload<N> });
    else poison.push({ envelope, error: parsed.error });
  }
  return { deliveries, poison };
}
