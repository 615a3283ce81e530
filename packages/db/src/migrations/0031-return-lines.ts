import { type Kysely, sql } from "kysely";

/** A shopper may return an order in parts, and may say why for each line. Until now a return was one of the whole order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.returns
      drop constraint returns_order_id_key,
      alter column reason set default ''`.execute(db);
  await sql`create index returns_of_order on orders.returns (order_id)`.execute(db);
  await sql`alter table orders.return_lines add column reason text not null default ''`.execute(db);
}
