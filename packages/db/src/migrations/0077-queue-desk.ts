import { type Kysely, sql } from "kysely";

/** What staff decide about a queue, what workers measure of it, and the workers themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table saga.queues (
      name text primary key check (name ~ '^[a-z-]{1,40}$'),
      paused boolean not null,
      version integer not null check (version >= 2),
      reason text not null,
      changed_by uuid not null,
      changed_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table saga.queue_figures (
      name text primary key check (name ~ '^[a-z-]{1,40}$'),
      paused boolean not null,
      waiting integer not null check (waiting >= 0),
      active integer not null check (active >= 0),
      delayed integer not null check (delayed >= 0),
      failed integer not null check (failed >= 0),
      oldest_at timestamptz,
      measured_at timestamptz not null
    )`.execute(db);
  await sql`
    create table saga.workers (
      id uuid primary key,
      host text not null check (length(host) between 1 and 255),
      pid integer not null check (pid > 0),
      version text check (length(version) <= 200),
      store text not null check (store in ('redis', 'postgres')),
      finished jsonb not null default '{}',
      started_at timestamptz not null default now(),
      heartbeat_at timestamptz not null default now(),
      stopped_at timestamptz
    )`.execute(db);
  await sql`create index workers_by_heartbeat on saga.workers (heartbeat_at desc)`.execute(db);
}
