import { type Kysely, sql } from "kysely";

/**
 * Taxes that staff edit: rates with a version each, and whether shipping is taxed. Orders keep whether theirs was; null for those
 * that were placed before, whose shipping was taxed when any line was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders.tax_rates add column version integer not null default 1`.execute(db);
  await sql`
    alter table orders.settings
      add column shipping_taxed boolean not null default true,
      add column taxes_version integer not null default 1`.execute(db);
  await sql`alter table orders.orders add column shipping_taxed boolean`.execute(db);
}
