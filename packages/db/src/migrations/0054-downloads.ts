import { type Kysely, sql } from "kysely";

/**
 * Files of digital products, and who may download them. A file's row is there before its bytes: `writing` until they are
 * whole. What an order may download is a copy, so a later change of the product does not change what was bought.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalog.digital_files (
      id uuid primary key,
      product_id uuid not null references catalog.products (id) on delete cascade,
      storage_key text not null unique check (storage_key ~ '^[0-9a-f]{2}/[0-9a-f]{32}$'),
      name text not null check (length(name) between 1 and 150),
      bytes bigint not null default 0 check (bytes >= 0),
      state text not null default 'writing' check (state in ('writing', 'ready', 'removed')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index digital_files_of_product on catalog.digital_files (product_id)`.execute(db);
  await sql`create index digital_files_unused on catalog.digital_files (updated_at) where state <> 'ready'`.execute(db);

  await sql`
    create table orders.downloads (
      order_id uuid not null,
      position smallint not null,
      key_hash bytea unique check (length(key_hash) = 32),
      expires_at timestamptz not null,
      renewals smallint not null default 0 check (renewals >= 0),
      created_at timestamptz not null default now(),
      primary key (order_id, position),
      foreign key (order_id, position) references orders.order_lines (order_id, position) on delete cascade
    )`.execute(db);
  await sql`
    create table orders.download_files (
      order_id uuid not null,
      position smallint not null,
      file_id uuid not null,
      storage_key text not null,
      name text not null,
      bytes bigint not null,
      used smallint not null default 0 check (used between 0 and 10),
      primary key (order_id, position, file_id),
      foreign key (order_id, position) references orders.downloads (order_id, position) on delete cascade
    )`.execute(db);
  await sql`create index download_files_by_storage on orders.download_files (storage_key)`.execute(db);
  await sql`
    create table orders.download_tickets (
      ticket_hash bytea primary key check (length(ticket_hash) = 32),
      order_id uuid not null,
      position smallint not null,
      file_id uuid not null,
      expires_at timestamptz not null,
      foreign key (order_id, position, file_id) references orders.download_files (order_id, position, file_id) on delete cascade
    )`.execute(db);
  await sql`create index download_tickets_of_file on orders.download_tickets (order_id, position, file_id)`.execute(db);
  await sql`create index download_tickets_expired on orders.download_tickets (expires_at)`.execute(db);
}
