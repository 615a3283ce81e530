import { type Kysely, sql } from "kysely";

/**
 * The sweeper retries a stuck saga a few times: `retries` counts them, `escalated_at` says since when it waits for a
 * person, who resets both.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table saga.sagas
      add column retries smallint not null default 0 check (retries >= 0),
      add column escalated_at timestamptz`.execute(db);
}
