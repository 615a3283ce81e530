import { type Kysely, sql } from "kysely";

/** Of each line, the units that were not on hand when they were reserved, and the day by which they were promised to ship. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.order_lines
      add column backordered integer not null default 0,
      add column ships_by date,
      add constraint order_lines_backordered check (backordered between 0 and quantity and (backordered > 0) = (ships_by is not null))`.execute(
    db,
  );
}
