import type { WorkerState } from "@cartwright/contracts/queues";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

export interface Heartbeat {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string | null;
  readonly store: "redis" | "postgres";
  /** Jobs finished in the last minute, by queue. */
  readonly finished: Readonly<Record<string, number>>;
}

/** Judged by the database's clock. */
export async function upsertHeartbeat(db: Db, beat: Heartbeat): Promise<void> {
  const { id, host, pid, version, store, finished } = beat;
  await sql`
    insert into saga.workers (id, host, pid, version, store, finished)
    values (${id}, ${host}, ${pid}, ${version}, ${store}, ${JSON.stringify(finished)}::jsonb)
    on conflict (id) do update set finished = excluded.finished, heartbeat_at = now()`.execute(db);
}

export async function markStopped(db: Db, id: string): Promise<void> {
  await sql`
    update saga.workers set stopped_at = now(), heartbeat_at = now(), finished = '{}' where id = ${id}`.execute(db);
}

export interface WorkerRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string | null;
  readonly store: "redis" | "postgres";
  readonly finished: Readonly<Record<string, number>>;
  readonly state: WorkerState;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
}

export interface WorkersShown {
  readonly silentAfterMs: number;
  readonly stoppedKeptMs: number;
  readonly silentKeptMs: number;
}

const ms = (value: number) => sql`${value} * interval '1 millisecond'`;
const IS_SHOWN = ({ stoppedKeptMs, silentKeptMs }: Omit<WorkersShown, "silentAfterMs">) => sql`
  heartbeat_at >= now() - case when stopped_at is null then ${ms(silentKeptMs)} else ${ms(stoppedKeptMs)} end`;

/** Silent ones first, then those that run, each by their start. */
export async function selectWorkers(db: Db, shown: WorkersShown, limit: number): Promise<WorkerRow[]> {
  const { rows } = await sql<WorkerRow>`
    select * from (
      select id, host, pid, version, store, finished, started_at as "startedAt", heartbeat_at as "heartbeatAt",
        case when stopped_at is not null then 'stopped'
          when heartbeat_at < now() - ${ms(shown.silentAfterMs)} then 'silent' else 'running' end as state
      from saga.workers where ${IS_SHOWN(shown)}
    ) as worker
    order by array_position(array['silent', 'running', 'stopped'], state), "startedAt", id limit ${limit}`.execute(db);
  return rows;
}

/** Deletes those that are shown no longer, and all but the newest `max`. Returns how many. */
export async function deleteWorkers(db: Db, shown: Omit<WorkersShown, "silentAfterMs">, max: number): Promise<number> {
  const { rows } = await sql`
    delete from saga.workers where not (${IS_SHOWN(shown)})
      or id in (select id from saga.workers order by heartbeat_at desc, id offset ${max} limit 1000)
    returning id`.execute(db);
  return rows.length;
}
