import { type Kysely, sql } from "kysely";

/** Collections that a promotion is for, beside products and categories. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table promotions.promotions
      add column collection_ids uuid[] not null default '{}' check (cardinality(collection_ids) <= 100)`.execute(db);
}
