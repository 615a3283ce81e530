import { type Kysely, sql } from "kysely";

/**
 * What promotions without a total limit earned, in several rows each, so that their orders do not wait for one another. A row may
 * fall below zero: a use is given back to whichever.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table promotions.tallies (
      promotion_id uuid not null references promotions.promotions (id),
      slot smallint not null check (slot between 0 and 31),
      used integer not null,
      discount_minor bigint not null,
      sales_minor bigint not null,
      primary key (promotion_id, slot)
    ) with (fillfactor = 50)`.execute(db);
}
