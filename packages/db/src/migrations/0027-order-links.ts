import { type Kysely, sql } from "kysely";

/**
 * Links to orders in mails: random keys that expire and can be revoked. A member who opens one sees the order by their account
 * from then on, a guest by the hash of their cookie.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders.link_grants
      drop constraint link_grants_pkey,
      alter column guest_hash drop not null,
      add column user_id uuid,
      add constraint link_grants_holder check ((guest_hash is null) <> (user_id is null)),
      add constraint link_grants_of_guest unique (order_id, guest_hash),
      add constraint link_grants_of_user unique (order_id, user_id)`.execute(db);
  await sql`create index link_grants_by_guest on orders.link_grants (guest_hash) where guest_hash is not null`.execute(
    db,
  );
  await sql`
    create table orders.order_links (
      key_hash bytea primary key check (length(key_hash) = 32),
      order_id uuid not null references orders.orders (id) on delete cascade,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    )`.execute(db);
  await sql`
    create table orders.link_revocations (
      order_id uuid primary key references orders.orders (id) on delete cascade,
      at timestamptz not null default now()
    )`.execute(db);
  await sql`create index order_links_of_order on orders.order_links (order_id)`.execute(db);
  await sql`create index order_links_expired on orders.order_links (expires_at)`.execute(db);
}
