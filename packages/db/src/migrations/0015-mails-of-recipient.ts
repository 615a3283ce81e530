import { type Kysely, sql } from "kysely";

/** Mails about accounts by recipient, for the deletion of an account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index mails_of_recipient on notifications.mails (recipient) where order_id is null`.execute(db);
}
