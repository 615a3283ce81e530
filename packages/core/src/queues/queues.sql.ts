import type { QueueName } from "@cartwright/contracts/messages";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface QueueRow {
  readonly name: string;
  readonly paused: boolean;
  readonly version: number;
  readonly reason: string;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** What staff decided, of the queues of which they decided anything. */
export async function selectQueues(db: Db | Tx): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select name, paused, version, reason, changed_by as "changedBy", changed_at as "changedAt" from saga.queues`.execute(
    db,
  );
  return rows;
}

export interface QueueDecision {
  readonly queue: QueueName;
  readonly paused: boolean;
  /** That of the decision before; 1 when there was none. */
  readonly version: number;
  readonly reason: string;
  readonly by: string;
}

/** Writes a decision that turns the one before around. False when that one is another by now. */
export async function writeDecision(tx: Tx, decision: QueueDecision): Promise<boolean> {
  const { queue, paused, version, reason, by } = decision;
  const { rows } = await sql`
    insert into saga.queues (name, paused, version, reason, changed_by)
    select ${queue}, true, 2, ${reason}, ${by}::uuid
    where ${version}::integer = 1 and ${paused}::boolean
    on conflict (name) do nothing returning name`.execute(tx);
  if (rows.length > 0) return true;
  const changed = await sql`
    update saga.queues set paused = ${paused}, version = version + 1, reason = ${reason}, changed_by = ${by}::uuid, changed_at = now()
    where name = ${queue} and version = ${version} and paused <> ${paused} returning name`.execute(tx);
  return changed.rows.length > 0;
}

export interface FiguresRow {
  readonly queue: string;
  readonly paused: boolean;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly oldestAt: Date | null;
}

export async function selectFigures(db: Db): Promise<(FiguresRow & { readonly measuredAt: Date })[]> {
  const { rows } = await sql<FiguresRow & { measuredAt: Date }>`
    select name as queue, paused, waiting, active, delayed, failed, oldest_at as "oldestAt", measured_at as "measuredAt"
    from saga.queue_figures`.execute(db);
  return rows;
}

/** Whether no worker has measured the queues for this long. */
export async function areFiguresDue(db: Db, afterMs: number): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select coalesce(max(measured_at) < now() - ${afterMs} * interval '1 millisecond', true) as due
    from saga.queue_figures`.execute(db);
  return rows[0]?.due ?? true;
}

/** In the order of their names, so that two workers who write at once do not wait for each other. */
export async function upsertFigures(db: Db, figures: readonly FiguresRow[]): Promise<void> {
  const sorted = figures.toSorted((a, b) => (a.queue < b.queue ? -1 : 1));
  await sql`
    insert into saga.queue_figures (name, paused, waiting, active, delayed, failed, oldest_at, measured_at)
    select queue, paused, waiting, active, delayed, failed, "oldestAt", now()
    from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as figures(
      queue text, paused boolean, waiting integer, active integer, delayed integer, failed integer, "oldestAt" timestamptz)
    on conflict (name) do update set paused = excluded.paused, waiting = excluded.waiting, active = excluded.active,
      delayed = excluded.delayed, failed = excluded.failed, oldest_at = excluded.oldest_at, measured_at = excluded.measured_at`.execute(
    db,
  );
}
