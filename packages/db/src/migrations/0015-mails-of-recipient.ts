import { type Kysely, sql } from "kysely";

/** Mails about accounts by whom they went to, for the day when the account is deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index mails_of_recipient on notifications.mails (recipient) where order_id is null`.execute(db);
}
