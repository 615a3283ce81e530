import { type QueueName, QUEUES } from "@cartwright/contracts/messages";
import {
  type QueueFigures,
  type QueuesOverview,
  type QueueView,
  type WorkerView,
  UNSENT_COUNTED_MAX,
  WORKERS_SHOWN_MAX,
} from "@cartwright/contracts/queues";
import type { Db } from "@cartwright/db/client";
import { countUnsent } from "../outbox/claim-outbox.ts";
import { type QueueRow, selectFigures, selectQueues } from "./queues.sql.ts";
import { selectWorkers, type WorkerRow } from "./workers.sql.ts";
import { SHOWN } from "./workers.ts";

/** The decisions of staff by queue, for those who may see who decided. */
export interface QueueDecisions {
  readonly overview: QueuesOverview;
  /** The accounts of those who decided, by queue. */
  readonly decidedBy: ReadonlyMap<QueueName, string>;
}

type Figures = Awaited<ReturnType<typeof selectFigures>>[number];

function showFigures({ queue: _queue, oldestAt, measuredAt, ...counts }: Figures): QueueFigures {
  return { ...counts, oldestAt: oldestAt?.toISOString() ?? null, measuredAt: measuredAt.toISOString() };
}

function showQueue(
  name: QueueName,
  facts: {
    readonly decided: QueueRow | undefined;
    readonly figures: Figures | undefined;
    readonly running: readonly WorkerRow[];
  },
): QueueView {
  const { decided, figures, running } = facts;
  return {
    name,
    paused: decided?.paused ?? false,
    version: decided?.version ?? 1,
    change: decided ? { at: decided.changedAt.toISOString(), reason: decided.reason, by: null } : null,
    figures: figures ? showFigures(figures) : null,
    finishedPerMinute: running.reduce((sum, { finished }) => sum + (finished[name] ?? 0), 0),
  };
}

function showWorker({ id, host, pid, version, state, startedAt, heartbeatAt }: WorkerRow): WorkerView {
  return {
    id,
    host,
    pid,
    version,
    state,
    startedAt: startedAt.toISOString(),
    heartbeatAt: heartbeatAt.toISOString(),
  };
}

/** Each queue, the outbox and the workers, from what workers report every few seconds. `change.by` is left to the caller. */
export async function readQueues(db: Db): Promise<QueueDecisions> {
  const [decisions, figures, workers, outbox] = await Promise.all([
    selectQueues(db),
    selectFigures(db),
    selectWorkers(db, SHOWN, WORKERS_SHOWN_MAX),
    countUnsent(db, UNSENT_COUNTED_MAX),
  ]);
  const running = workers.filter(({ state }) => state === "running");
  const queues = QUEUES.map((name) =>
    showQueue(name, {
      decided: decisions.find((row) => row.name === name),
      figures: figures.find((row) => row.queue === name),
      running,
    }),
  );
  const overview = {
    queues,
    outbox,
    store: running.at(-1)?.store ?? null,
    workers: workers.map(showWorker),
  };
  const decidedBy = new Map(
    queues.flatMap(({ name }) => {
      const by = decisions.find((row) => row.name === name)?.changedBy;
      return by === undefined ? [] : [[name, by] as const];
    }),
  );
  return { overview, decidedBy };
}

/** What staff must know of at once: queues that are paused, and workers that stopped responding. At most five workers. */
export async function readQueueAlarms(db: Db): Promise<{
  readonly paused: readonly { readonly queue: QueueName; readonly since: string }[];
  readonly silent: readonly { readonly host: string; readonly pid: number; readonly since: string }[];
}> {
  const [decisions, workers] = await Promise.all([selectQueues(db), selectWorkers(db, SHOWN, 5)]);
  return {
    paused: QUEUES.flatMap((queue) => {
      const decided = decisions.find(({ name, paused }) => name === queue && paused);
      return decided ? [{ queue, since: decided.changedAt.toISOString() }] : [];
    }),
    silent: workers
      .filter(({ state }) => state === "silent")
      .map(({ host, pid, heartbeatAt }) => ({ host, pid, since: heartbeatAt.toISOString() })),
  };
}
