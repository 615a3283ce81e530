import { type Kysely, sql } from "kysely";

/** A way to all sessions of an account, ended ones too: a log-in asks whether one of them was from the same device and place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index sessions_of_user_newest on accounts.sessions (user_id, created_at desc)`.execute(db);
}
