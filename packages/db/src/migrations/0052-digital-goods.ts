import { type Kysely, sql } from "kysely";

/**
 * Goods that need no shipping. An order without anything to ship has no address and no shipping method; `tax_country` is
 * where it was taxed. Lines copy whether they ship, and an order whether any of them does not.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.order_lines add column requires_shipping boolean not null default true`.execute(db);
  await sql`
    alter table orders.orders
      alter column shipping_address drop not null,
      alter column shipping_method_id drop not null,
      alter column shipping_method drop not null,
      add column has_digital boolean not null default false,
      add column tax_country text check (tax_country ~ '^[A-Z]{2}$'),
      add constraint orders_shipping_whole check (
        (shipping_address is null) = (shipping_method_id is null) and (shipping_address is null) = (shipping_method is null)),
      add constraint orders_ship_or_digital check (shipping_address is not null or (has_digital and shipping_minor = 0))`.execute(
    db,
  );
}
