import { type Kysely, sql } from "kysely";

/**
 * Promotions that apply without a code, for some goods only, or to what is got with other goods; batches of single-use codes;
 * and what each promotion earned, counted on its row, which every use updates anyway.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table promotions.promotions
      alter column code drop not null,
      add column method text not null default 'code' check (method in ('code', 'automatic', 'codes')),
      add column buy_quantity integer check (buy_quantity between 1 and 100),
      add column get_quantity integer check (get_quantity between 1 and 100),
      add column product_ids uuid[] not null default '{}' check (cardinality(product_ids) <= 100),
      add column category_ids uuid[] not null default '{}' check (cardinality(category_ids) <= 100),
      add column minimum_quantity integer not null default 0 check (minimum_quantity between 0 and 999),
      add column combinable boolean not null default false,
      add column discount_minor bigint not null default 0 check (discount_minor >= 0),
      add column sales_minor bigint not null default 0 check (sales_minor >= 0),
      add column version integer not null default 1,
      add column updated_at timestamptz not null default now(),
      drop constraint promotions_kind_check,
      drop constraint promotions_check2,
      add constraint promotions_kind_check check (kind in ('percentage', 'fixed', 'free_shipping', 'buy_x_get_y')),
      add constraint promotions_percent check ((kind in ('percentage', 'buy_x_get_y')) = (percent_bp is not null)),
      add constraint promotions_quantities
        check ((kind = 'buy_x_get_y') = (buy_quantity is not null) and (kind = 'buy_x_get_y') = (get_quantity is not null)),
      add constraint promotions_code_of_method check ((method = 'code') = (code is not null)),
      add constraint promotions_automatic check (method <> 'automatic' or title <> '')`.execute(db);
  await sql`create index promotions_newest on promotions.promotions (created_at desc, id desc)`.execute(db);
  await sql`create index promotions_automatic_active on promotions.promotions (id) where method = 'automatic' and active`.execute(
    db,
  );
  await sql`
    create index promotions_by_text on promotions.promotions
    using gin (lower(coalesce(code, '') || ' ' || title) gin_trgm_ops)`.execute(db);
  await sql`
    create table promotions.code_batches (
      id uuid primary key,
      promotion_id uuid not null references promotions.promotions (id),
      prefix text not null,
      size integer not null check (size between 1 and 10000),
      used integer not null default 0 check (used between 0 and size),
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index code_batches_of_promotion on promotions.code_batches (promotion_id, created_at desc)`.execute(
    db,
  );
  // A code without an order has not been used.
  await sql`
    create table promotions.codes (
      code text primary key check (code ~ '^[A-Z0-9-]{2,40}$'),
      promotion_id uuid not null references promotions.promotions (id),
      batch_id uuid not null references promotions.code_batches (id),
      order_id uuid
    )`.execute(db);
  await sql`create index codes_of_batch on promotions.codes (batch_id, code) include (order_id)`.execute(db);
  await sql`create index codes_of_order on promotions.codes (order_id) where order_id is not null`.execute(db);
  // The same in each row of an order: what the use gave, and the conditions it was given under: they are checked again when goods go back.
  await sql`
    alter table promotions.redemptions
      add column discount_minor bigint not null default 0 check (discount_minor >= 0),
      add column sales_minor bigint not null default 0 check (sales_minor >= 0),
      add column minimum_minor bigint not null default 0,
      add column minimum_quantity integer not null default 0,
      add column lines jsonb not null default '[]'`.execute(db);
  await sql`create index redemptions_newest on promotions.redemptions (promotion_id, at desc, order_id)`.execute(db);
  // Until now an order had one code at most, so all of its discount is that code's.
  await sql`
    update promotions.redemptions as use
    set discount_minor = o.discount_minor, sales_minor = o.total_minor
    from orders.orders as o where o.id = use.order_id`.execute(db);
  await sql`
    update promotions.promotions as promotion
    set discount_minor = earned.discount_minor, sales_minor = earned.sales_minor
    from (
      select promotion_id, sum(discount_minor)::bigint as discount_minor, sum(sales_minor)::bigint as sales_minor
      from (
        select distinct promotion_id, order_id, discount_minor, sales_minor from promotions.redemptions where state = 'used'
      ) as use
      group by promotion_id
    ) as earned
    where earned.promotion_id = promotion.id`.execute(db);
}
