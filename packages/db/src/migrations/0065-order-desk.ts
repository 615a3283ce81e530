import { type Kysely, sql } from "kysely";

/**
 * What staff write on orders: notes and tags. `contact_version` counts changes of an order's address and email by staff. The list
 * of returns is read by state, newest first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.order_notes (
      id uuid primary key,
      order_id uuid not null references orders.orders (id) on delete cascade,
      author_id uuid references accounts.users (id) on delete set null,
      body text not null check (length(body) between 1 and 2000),
      version integer not null default 1 check (version > 0),
      created_at timestamptz not null default now(),
      edited_at timestamptz
    )`.execute(db);
  await sql`create index order_notes_by_order on orders.order_notes (order_id, created_at, id)`.execute(db);
  await sql`create index order_notes_by_author on orders.order_notes (author_id)`.execute(db);
  // The order's own time, so that the orders with a tag are read newest first from one index.
  await sql`
    create table orders.order_tags (
      order_id uuid not null references orders.orders (id) on delete cascade,
      tag text not null check (length(tag) between 1 and 40 and tag = lower(tag)),
      created_at timestamptz not null,
      primary key (order_id, tag)
    )`.execute(db);
  await sql`create index order_tags_by_tag on orders.order_tags (tag, created_at desc, order_id desc)`.execute(db);
  await sql`alter table orders.orders add column contact_version integer not null default 1`.execute(db);
  await sql`create index returns_by_state on orders.returns (state, created_at desc, id desc)`.execute(db);
}
