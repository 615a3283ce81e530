import { type Kysely, sql } from "kysely";

/** When a queued mail got a new job because its old one seemed lost, and an index of queued mails. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notifications.mails add column requeued_at timestamptz`.execute(db);
  await sql`
    create index mails_waiting on notifications.mails (coalesce(requeued_at, created_at)) where state = 'queued'`.execute(
    db,
  );
}
