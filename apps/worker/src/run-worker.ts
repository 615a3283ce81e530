import { QUEUES } from "@cartwright/contracts/messages";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import type { FailPoints } from "@cartwright/core/kernel/fail-points";
import type { PaymentGateways } from "@cartwright/core/kernel/payment-gateway";
import { guardGateways } from "@cartwright/core/payments/guard-gateways";
import type { MailTransport } from "@cartwright/core/notifications/mail-transport";
import { deadLetterMessage } from "@cartwright/core/saga/engine/dead-letter-message";
import type { SagaRegistry } from "@cartwright/core/saga/engine/definition";
import type { WebhookSettings } from "@cartwright/core/webhooks/deliver";
import type { Db } from "@cartwright/db/client";
import { listen } from "@cartwright/db/listen";
import type { Logger } from "@cartwright/observability/logger";
import { metrics } from "@cartwright/observability/metrics";
import { connectQueues, type QueueConnection } from "@cartwright/queue/connect";
import { createProducer } from "@cartwright/queue/producer";
import { createWorker, type DeadDelivery, type QueueWorker } from "@cartwright/queue/worker";
import { createHintPublisher } from "@cartwright/realtime/hints";
import { sql } from "kysely";
import { createWorkerDeps, type WorkerDeps } from "./deps.ts";
import { CONCURRENCY, createHandlers } from "./jobs/handlers.ts";
import { startDeliverer } from "./deliverer.ts";
import { createFinishedJobs, type FinishedJobs } from "./finished-jobs.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { startImporter } from "./importer.ts";
import { startRelay } from "./relay.ts";
import { reportDeadLetter } from "./report-faults.ts";
import { gaugeSweep } from "./sweeps/gauges.ts";
import { startProbes } from "./sweeps/run-probes.ts";
import { startReconciliation } from "./sweeps/run-reconciliation.ts";
import { startSweeps } from "./sweeps/run-sweeps.ts";
import { createSweeps } from "./sweeps/sweeps.ts";
import { createSystemCaller } from "./system-caller.ts";

export interface WorkerOptions {
  /** For jobs and sweeps. */
  readonly db: Db;
  /** For the relay, whose commits need not wait for the disk. */
  readonly relayDb: Db;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly redisPrefix?: string | undefined;
  readonly logger: Logger;
  readonly gateways: PaymentGateways;
  readonly registry: SagaRegistry;
  readonly failPoints: FailPoints;
  readonly mailTransport: MailTransport;
  readonly settings: WorkerDeps["settings"];
  /** The media folder, which web processes and workers share. */
  readonly mediaRoot: string;
  /** For product files: its statements may take minutes. */
  readonly importDb: Db;
  /** What signs webhooks to other programs. Without it they wait. */
  readonly webhooks?: WebhookSettings | undefined;
  /** How long a lost job stays with a dead worker. Without it, the queue's own default. */
  readonly lockMs?: number | undefined;
  /** Replaces random jitter in the steps' retries. */
  readonly random?: (() => number) | undefined;
  /** The build that is running, for the list of workers. */
  readonly version?: string | undefined;
}

export interface RunningWorker {
  readonly deps: WorkerDeps;
  /** Tells the relay that messages were committed. */
  readonly nudge: () => void;
  /** Which of the worker's parts do their work. Rejects when the queues do not respond. */
  ready(): Promise<Record<string, boolean>>;
  /** Stops in order: no new jobs, jobs in progress finish, their messages are relayed, then the connections close. */
  close(): Promise<void>;
}

/** The relay polls twice a second. A round may take as long as a statement and a delivery. */
const RELAY_IDLE_MS_MAX = 10_000;
/** A round runs all sweeps that are due, one after the other. */
const SWEEPS_IDLE_MS_MAX = 30_000;

/** A message without a queue. */
type LostMessage = Omit<DeadDelivery, "queue"> & { readonly queue: "outbox" };

/** Stores a dead letter, and reports it the first time, because it may be delivered again. */
async function deadLetter(deps: WorkerDeps, registry: SagaRegistry, dead: DeadDelivery | LostMessage): Promise<void> {
  const cause = dead.cause === "poison" ? "poison" : reasonOf(dead.error);
  const error = dead.error instanceof Error ? dead.error.message : String(dead.error);
  const isNew = await deadLetterMessage(deps, registry, { ...dead, cause, error });
  if (isNew) reportDeadLetter(dead, cause);
}

function startQueueWorkers(
  options: WorkerOptions,
  deps: WorkerDeps & { readonly onDeliveries: () => void; readonly finished: FinishedJobs },
  connection: QueueConnection,
): QueueWorker[] {
  const { lockMs, logger } = options;
  const handlers = createHandlers(deps, createSystemCaller(deps));
  return QUEUES.map((queue) =>
    createWorker({
      connection,
      queue,
      concurrency: CONCURRENCY[queue],
      handlers,
      onDead: (dead) => deadLetter(deps, options.registry, dead),
      logger,
      onJob: (job) => {
        metrics.jobs.inc(job);
        if (job.outcome === "completed") deps.finished.add(job.queue);
      },
      ...(lockMs === undefined ? {} : { lockMs, stalledCheckMs: lockMs }),
    }),
  );
}

/** Starts a worker: queues, relay, sweeps, probes of providers, reconciliation, and imports of product files. */
export async function runWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { db, relayDb, logger, databaseUrl, redisUrl, failPoints, registry } = options;
  let nudge = (): void => undefined;
  const providers = guardGateways(options.gateways);
  const deps = createWorkerDeps({ ...options, gateways: providers.gateways, nudgeRelay: () => nudge() });
  const onError = (error: Error) => logger.warn({ err: error }, "queue connection");
  const connection = connectQueues({ redisUrl, databaseUrl, redisPrefix: options.redisPrefix }, onError);
  await connection.ping();
  const producer = createProducer(connection);
  const hints = createHintPublisher({ redisUrl, db: relayDb });
  const relay = startRelay({
    db: relayDb,
    producer,
    hints,
    failPoints,
    logger,
    onUnknown: ({ id: messageId, name, payload, traceparent }) => {
      const end = { cause: "poison", error: new Error("nobody knows this message"), attempts: 1 } as const;
      return deadLetter(deps, registry, { queue: "outbox", name, messageId, payload, traceparent, ...end });
    },
    onPublished: (rows) => {
      for (const row of rows) metrics.outboxPublished.inc({ kind: row.kind });
    },
  });
  nudge = relay.wake;
  const wakeUps = { onMessage: relay.wake, onReconnect: relay.wake };
  const listener = await listen({
    connectionString: databaseUrl,
    channel: "cartwright_outbox",
    logger,
    ...wakeUps,
  });
  const deliverer = startDeliverer(deps, options);
  const finished = createFinishedJobs();
  // Before the first job is taken: a queue that staff paused stays paused.
  const heart = await startHeartbeat({
    db,
    logger,
    producer,
    finished,
    store: connection.kind,
    version: options.version,
  });
  const workers = startQueueWorkers(options, { ...deps, onDeliveries: deliverer.wake, finished }, connection);
  await Promise.all(workers.map((worker) => worker.ready()));
  const sweeps = startSweeps(db, [...createSweeps(deps, registry), gaugeSweep(db, producer)], logger);
  const probes = startProbes(deps, providers);
  const reconciliation = startReconciliation(deps);
  const importer = startImporter(deps);

  return {
    deps,
    nudge: relay.wake,
    async ready() {
      await Promise.all([sql`select 1`.execute(relayDb), connection.ping()]);
      return { queues: true, relay: relay.idleMs() < RELAY_IDLE_MS_MAX, sweeps: sweeps.idleMs() < SWEEPS_IDLE_MS_MAX };
    },
    async close() {
      // A step of an import may take longer than everything else: meanwhile no new jobs are taken.
      const importing = importer.close();
      await Promise.all([sweeps.close(), probes.close(), reconciliation.close()]);
      await Promise.all([...workers.map((worker) => worker.close()), deliverer.close()]);
      await importing;
      await listener.close();
      await relay.close();
      await hints.close();
      await heart.close();
      await producer.close();
      await connection.close();
    },
  };
}
