import { type Kysely, sql } from "kysely";

/** When a waiting mail was given a new job, because the one it had seemed lost; and a way to the waiting ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notifications.mails add column requeued_at timestamptz`.execute(db);
  await sql`
    create index mails_waiting on notifications.mails (coalesce(requeued_at, created_at)) where state = 'queued'`.execute(
    db,
  );
}
