import { type Kysely, sql } from "kysely";

/** The engine's state: sagas and their journal, the outbox, the inbox, dead letters. Time is always Postgres's now(). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema saga`.execute(db);
  // running: going forward. compensating: undoing. completed, compensated: ended. stuck: an undo failed or its attempts are
  // exhausted, and a person or the sweeper must act. `step` is the step to run (or undo) next; wake_at is when it may run.
  await sql`
    create table saga.sagas (
      id uuid primary key,
      order_id uuid not null,
      kind text not null check (kind in ('checkout', 'cancellation', 'refund')),
      definition_version integer not null check (definition_version >= 1),
      state text not null default 'running' check (state in ('running', 'compensating', 'completed', 'compensated', 'stuck')),
      step text not null,
      attempts integer not null default 0 check (attempts >= 0),
      journal_seq integer not null default 0,
      wake_at timestamptz not null default now(),
      failure text,
      last_error text,
      data jsonb not null default '{}',
      traceparent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      finished_at timestamptz,
      check ((finished_at is not null) = (state in ('completed', 'compensated')))
    ) with (fillfactor = 70)`.execute(db);
  await sql`create unique index sagas_checkout_of_order on saga.sagas (order_id) where kind = 'checkout'`.execute(db);
  await sql`create unique index sagas_open_of_order on saga.sagas (order_id) where state in ('running', 'compensating')`.execute(
    db,
  );
  await sql`create index sagas_of_order on saga.sagas (order_id, created_at)`.execute(db);
  await sql`create index sagas_due on saga.sagas (wake_at) where state in ('running', 'compensating')`.execute(db);
  await sql`create index sagas_stuck on saga.sagas (updated_at) where state = 'stuck'`.execute(db);
  await sql`create index sagas_finished on saga.sagas (finished_at desc) where finished_at is not null`.execute(db);

  await sql`
    create table saga.journal (
      saga_id uuid not null references saga.sagas (id) on delete cascade,
      seq integer not null check (seq >= 1),
      step text not null,
      direction text not null check (direction in ('do', 'undo')),
      attempt integer not null check (attempt >= 1),
      outcome text not null check (outcome in ('intent', 'done', 'refused', 'retry', 'waiting', 'failed', 'skipped')),
      started_at timestamptz not null,
      finished_at timestamptz,
      error text,
      payload jsonb,
      primary key (saga_id, seq)
    )`.execute(db);

  // A lease (claimed_until) instead of a lock, so that the queue is called outside of any transaction.
  await sql`
    create table saga.outbox (
      id uuid primary key,
      kind text not null check (kind in ('command', 'event', 'task')),
      name text not null,
      key text not null,
      payload jsonb not null,
      traceparent text,
      created_at timestamptz not null default now(),
      available_at timestamptz not null default now(),
      claimed_until timestamptz,
      published_at timestamptz
    ) with (fillfactor = 70)`.execute(db);
  await sql`create index outbox_pending on saga.outbox (available_at, created_at) where published_at is null`.execute(
    db,
  );
  await sql`create index outbox_published on saga.outbox (published_at) where published_at is not null`.execute(db);

  await sql`
    create table saga.inbox (
      consumer text not null,
      message_id uuid not null,
      at timestamptz not null default now(),
      primary key (consumer, message_id)
    )`.execute(db);
  await sql`create index inbox_age on saga.inbox (at)`.execute(db);

  await sql`
    create table saga.dead_letters (
      id uuid primary key,
      queue text not null,
      name text not null,
      message_id uuid not null,
      payload jsonb not null,
      cause text not null,
      error text not null,
      attempts integer not null,
      order_id uuid,
      saga_id uuid,
      failed_at timestamptz not null default now(),
      state text not null default 'open' check (state in ('open', 'replayed', 'discarded')),
      resolved_at timestamptz,
      resolved_by uuid,
      reason text,
      unique (message_id),
      check ((state = 'open') = (resolved_at is null))
    )`.execute(db);
  await sql`create index dead_letters_open on saga.dead_letters (cause, failed_at desc) where state = 'open'`.execute(
    db,
  );
}
