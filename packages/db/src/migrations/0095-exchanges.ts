import { type Kysely, sql } from "kysely";

/**
 * Returned units that are exchanged for another variant, by a new order without anything to pay. An exchange counts for as long as its
 * new order is not cancelled. `paid_order_id` is the order whose charge paid for the goods: with an exchange of exchanged goods it
 * is the first. `amount_minor` is what was paid for the units, `tax_minor` the tax in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.exchanges (
      id uuid primary key,
      return_id uuid not null references orders.returns (id),
      order_id uuid not null references orders.orders (id),
      new_order_id uuid not null unique references orders.orders (id),
      paid_order_id uuid not null references orders.orders (id),
      created_at timestamptz not null default now(),
      check (new_order_id not in (order_id, paid_order_id))
    )`.execute(db);
  await sql`create index exchanges_of_return on orders.exchanges (return_id)`.execute(db);
  await sql`
    create table orders.exchange_lines (
      exchange_id uuid not null references orders.exchanges (id) on delete cascade,
      new_position smallint not null check (new_position >= 1),
      order_id uuid not null,
      position smallint not null,
      quantity integer not null check (quantity between 1 and 999),
      amount_minor bigint not null check (amount_minor >= 0),
      tax_minor bigint not null check (tax_minor between 0 and amount_minor),
      primary key (exchange_id, new_position),
      foreign key (order_id, position) references orders.order_lines (order_id, position)
    )`.execute(db);
  await sql`create index exchange_lines_of_line on orders.exchange_lines (order_id, position)`.execute(db);
}
