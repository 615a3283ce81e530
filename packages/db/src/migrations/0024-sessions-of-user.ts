import { type Kysely, sql } from "kysely";

/**
 * An index of all sessions of an account, including ended ones: a log-in checks whether one of them was from the same
 * device and place.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index sessions_of_user_newest on accounts.sessions (user_id, created_at desc)`.execute(db);
}
