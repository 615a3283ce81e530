import { type Kysely, sql } from "kysely";

/** What holds for the whole shop, in one row: the time zone that its days are counted in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.settings (
      id smallint primary key default 1 check (id = 1),
      time_zone text not null default 'Europe/Berlin' check (length(time_zone) between 1 and 64)
    )`.execute(db);
  await sql`insert into orders.settings default values`.execute(db);
}
