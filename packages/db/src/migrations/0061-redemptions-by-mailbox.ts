import { type Kysely, sql } from "kysely";

/** An order uses a code under each of its mailboxes, the account's and its own: a row for each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table promotions.redemptions drop constraint redemptions_pkey,
      add primary key (promotion_id, order_id, customer_key)`.execute(db);
}
