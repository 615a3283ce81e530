import { type Kysely, sql } from "kysely";

/**
 * Guests whose identity ended at a log-in or log-out: a copy of their cookie opens nothing any more. Grants have an age, so the old
 * ones are found by it. A dead letter from before its payload was marked as masked or cut is not whole either, so it is not replayed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.ended_guests (
      guest_hash bytea primary key check (length(guest_hash) = 32),
      ended_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index link_grants_by_age on orders.link_grants (created_at)`.execute(db);
  await sql`
    update saga.dead_letters set is_whole = false
    where is_whole and (payload::text like '%[redacted]%' or (payload ? 'beginning' and payload ? 'bytes'))`.execute(
    db,
  );
}
