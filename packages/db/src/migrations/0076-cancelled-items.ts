import { type Kysely, sql } from "kysely";

/**
 * Units can be cancelled before they are packed. What they come to is a refund like any other, and may be nothing: of a free order, or
 * when all of its money has gone back. `keeps_discount`: the goods that stay keep their discount although they no longer
 * reach its minimum.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.refunds
      drop constraint refunds_amount_minor_check,
      add constraint refunds_amount check (amount_minor >= 0),
      add column keeps_discount boolean not null default false`.execute(db);
}
