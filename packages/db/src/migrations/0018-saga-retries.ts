import { type Kysely, sql } from "kysely";

/**
 * A stuck saga is tried again by itself a few times only: `retries` counts them, `escalated_at` says since when it waits
 * for a person, who sets both back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table saga.sagas
      add column retries smallint not null default 0 check (retries >= 0),
      add column escalated_at timestamptz`.execute(db);
}
