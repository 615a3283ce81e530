import { type Kysely, sql } from "kysely";

/** Webhooks to other programs: the endpoints, what is sent to each, and every attempt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema webhooks`.execute(db);
  await sql`
    create table webhooks.endpoints (
      id uuid primary key,
      url text not null check (length(url) <= 500),
      description text not null default '' check (length(description) <= 200),
      events text[] not null check (cardinality(events) between 1 and 50),
      state text not null check (state in ('enabled', 'disabled', 'failed')),
      secret text not null,
      old_secret text,
      old_secret_until timestamptz,
      failing_since timestamptz,
      failures integer not null default 0 check (failures >= 0),
      last_success_at timestamptz,
      last_failure_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      removed_at timestamptz,
      check ((old_secret is null) = (old_secret_until is null)),
      check (removed_at is null or state <> 'enabled')
    )`.execute(db);
  await sql`
    create table webhooks.deliveries (
      id uuid primary key,
      endpoint_id uuid not null references webhooks.endpoints (id) on delete cascade,
      event_id uuid not null,
      event text not null,
      payload text not null check (length(payload) <= 65536),
      state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
      tries integer not null default 0 check (tries >= 0),
      attempts integer not null default 0 check (attempts >= tries),
      replays integer not null default 0 check (replays between 0 and 20),
      replay_key uuid,
      last_status integer,
      last_error text,
      next_attempt_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      unique (endpoint_id, event_id)
    )`.execute(db);
  await sql`
    create index deliveries_due on webhooks.deliveries (endpoint_id, next_attempt_at, id) where state = 'pending'`.execute(
    db,
  );
  await sql`create index deliveries_log on webhooks.deliveries (endpoint_id, id desc)`.execute(db);
  await sql`create index deliveries_by_state on webhooks.deliveries (endpoint_id, state, id desc)`.execute(db);
  await sql`create index deliveries_by_event on webhooks.deliveries (endpoint_id, event, id desc)`.execute(db);
  await sql`create index deliveries_oldest on webhooks.deliveries (created_at)`.execute(db);
  await sql`
    create table webhooks.attempts (
      delivery_id uuid not null references webhooks.deliveries (id) on delete cascade,
      number integer not null check (number >= 1),
      at timestamptz not null default now(),
      status integer,
      error text,
      duration_ms integer not null check (duration_ms >= 0),
      answer text not null default '' check (length(answer) <= 16384),
      primary key (delivery_id, number)
    )`.execute(db);
}
