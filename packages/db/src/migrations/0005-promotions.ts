import { type Kysely, sql } from "kysely";

/** Promotion codes and their redemptions. The total limit is a check on the row that every redemption updates. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema promotions`.execute(db);
  await sql`
    create table promotions.promotions (
      id uuid primary key,
      code text not null unique check (code = upper(code) and code ~ '^[A-Z0-9-]{2,40}$'),
      title text not null default '',
      kind text not null check (kind in ('percentage', 'fixed', 'free_shipping')),
      percent_bp integer check (percent_bp between 1 and 10000),
      amount_minor bigint check (amount_minor > 0),
      currency text check (currency ~ '^[A-Z]{3}$'),
      minimum_minor bigint not null default 0 check (minimum_minor >= 0),
      starts_at timestamptz,
      ends_at timestamptz,
      usage_limit integer check (usage_limit > 0),
      per_customer_limit integer check (per_customer_limit > 0),
      used integer not null default 0 check (used >= 0),
      active boolean not null default true,
      created_at timestamptz not null default now(),
      check (usage_limit is null or used <= usage_limit),
      check (starts_at is null or ends_at is null or starts_at < ends_at),
      check ((kind = 'percentage') = (percent_bp is not null)),
      check ((kind = 'fixed') = (amount_minor is not null))
    )`.execute(db);
  // One row per customer and use: customer_use counts 1..per_customer_limit, so two concurrent last uses collide here.
  await sql`
    create table promotions.redemptions (
      promotion_id uuid not null references promotions.promotions (id),
      order_id uuid not null,
      customer_key text not null,
      customer_use integer not null check (customer_use >= 1),
      state text not null default 'used' check (state in ('used', 'returned')),
      at timestamptz not null default now(),
      primary key (promotion_id, order_id)
    )`.execute(db);
  await sql`create unique index redemptions_use on promotions.redemptions (promotion_id, customer_key, customer_use) where state = 'used'`.execute(
    db,
  );
  await sql`create index redemptions_of_order on promotions.redemptions (order_id)`.execute(db);
}
