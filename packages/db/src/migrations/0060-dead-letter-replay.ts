import { type Kysely, sql } from "kysely";

/** A dead letter whose payload was masked or cut cannot be replayed from it. The list of the back office has an index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table saga.dead_letters add column is_whole boolean not null default true`.execute(db);
  await sql`create index dead_letters_list on saga.dead_letters (state, failed_at desc, id desc)`.execute(db);
}
