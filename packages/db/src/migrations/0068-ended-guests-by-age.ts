import { type Kysely, sql } from "kysely";

/** Guests whose identity ended are forgotten by age. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index ended_guests_by_age on orders.ended_guests (ended_at)`.execute(db);
}
