import { type Kysely, sql } from "kysely";

/**
 * Imports of product files that staff upload. A row is written before its file is, so that a crash leaves no unknown file. `uploaded`
 * and `confirmed` wait for a worker, in the order of `queued_at`; one import at a time is `checking` or `importing`, claimed by `run`
 * until `leased_until`. `report` is the last one: the check's, then the import's.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalog.imports (
      id uuid primary key,
      author_id uuid references accounts.users (id) on delete set null,
      storage_key text not null check (storage_key ~ '^[0-9a-f]{2}/[0-9a-f]{32}$'),
      file_name text not null check (length(file_name) between 1 and 150),
      bytes bigint check (bytes between 1 and 209715200),
      has_file boolean not null default true,
      state text not null default 'uploading' check (state in (
        'uploading', 'uploaded', 'checking', 'checked', 'confirmed', 'importing', 'done', 'failed', 'cancelled')),
      only_valid boolean not null default false,
      phase text check (phase in ('reading', 'writing')),
      progress_done bigint not null default 0 check (progress_done >= 0),
      progress_total bigint not null default 0 check (progress_total >= 0),
      rows_read integer not null default 0 check (rows_read >= 0),
      report jsonb,
      has_findings boolean not null default false,
      error text check (error in ('unreadable', 'no_valid_rows', 'refused', 'file_missing', 'fault')),
      cancel_requested boolean not null default false,
      run uuid,
      attempts integer not null default 0,
      leased_until timestamptz not null default now(),
      queued_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz,
      version integer not null default 1,
      constraint imports_storage_key unique (storage_key),
      constraint imports_whole check (state = 'uploading' or bytes is not null),
      constraint imports_claimed check ((state in ('checking', 'importing')) = (run is not null)),
      constraint imports_ended check ((state in ('done', 'failed', 'cancelled')) = (ended_at is not null)),
      constraint imports_failed check ((state = 'failed') = (error is not null))
    )`.execute(db);
  await sql`create unique index imports_running on catalog.imports ((true)) where state in ('checking', 'importing')`.execute(
    db,
  );
  await sql`create index imports_waiting on catalog.imports (queued_at, id) where state in ('uploaded', 'confirmed')`.execute(
    db,
  );
  await sql`create index imports_with_file on catalog.imports (id) where has_file`.execute(db);
  await sql`create index imports_of_author on catalog.imports (author_id)`.execute(db);
}
