import { type Kysely, sql } from "kysely";

/** Orders, what was bought, and the numbered timeline. Shipping methods and tax rates live here too: an order copies them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema orders`.execute(db);
  await sql`
    create table orders.orders (
      id uuid primary key,
      number text not null unique check (number ~ '^CW-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$'),
      status text not null default 'pending' check (status in (
        'pending', 'reserved', 'paid', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled', 'returned', 'refunded', 'partially_refunded')),
      email text not null check (length(email) <= 254),
      user_id uuid,
      guest_hash bytea check (length(guest_hash) = 32),
      cart_id uuid not null,
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      subtotal_minor bigint not null check (subtotal_minor >= 0),
      discount_minor bigint not null default 0 check (discount_minor >= 0),
      shipping_minor bigint not null default 0 check (shipping_minor >= 0),
      tax_minor bigint not null default 0 check (tax_minor >= 0),
      tax_included boolean not null,
      total_minor bigint not null check (total_minor >= 0),
      refunded_minor bigint not null default 0 check (refunded_minor between 0 and total_minor),
      promotion_code text,
      shipping_address jsonb not null,
      shipping_method_id text not null,
      shipping_method text not null,
      idempotency_scope text not null,
      idempotency_key uuid not null,
      request_hash bytea not null check (length(request_hash) = 32),
      last_seq integer not null default 0 check (last_seq >= 0),
      cancel_reason text,
      tracking text,
      traceparent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      settled_at timestamptz,
      unique (idempotency_scope, idempotency_key),
      check (discount_minor <= subtotal_minor + shipping_minor),
      check (total_minor = subtotal_minor - discount_minor + shipping_minor + case when tax_included then 0 else tax_minor end)
    ) with (fillfactor = 70)`.execute(db);
  // For prefix searches by staff. The unique index serves whole numbers, whatever the collation.
  await sql`create index orders_number_prefix on orders.orders (number text_pattern_ops)`.execute(db);
  await sql`create index orders_newest on orders.orders (created_at desc, id desc)`.execute(db);
  await sql`create index orders_by_status on orders.orders (status, created_at desc, id desc)`.execute(db);
  await sql`create index orders_of_user on orders.orders (user_id, created_at desc, id desc) where user_id is not null`.execute(
    db,
  );
  await sql`create index orders_of_email on orders.orders (email, created_at desc)`.execute(db);
  await sql`create unique index orders_of_cart on orders.orders (cart_id)`.execute(db);

  await sql`
    create table orders.order_lines (
      order_id uuid not null references orders.orders (id) on delete cascade,
      position smallint not null check (position >= 1),
      variant_id uuid not null,
      product_id uuid not null,
      slug text,
      sku text,
      title text not null,
      variant_title text not null,
      image jsonb,
      weight_grams integer not null default 0,
      quantity integer not null check (quantity between 1 and 999),
      unit_price_minor bigint not null check (unit_price_minor >= 0),
      total_minor bigint not null check (total_minor = unit_price_minor * quantity),
      primary key (order_id, position),
      unique (order_id, variant_id)
    )`.execute(db);
  await sql`create index order_lines_by_variant on orders.order_lines (variant_id)`.execute(db);

  await sql`
    create table orders.order_events (
      order_id uuid not null references orders.orders (id) on delete cascade,
      seq integer not null check (seq >= 1),
      type text not null,
      at timestamptz not null default now(),
      message text not null check (length(message) <= 500),
      data jsonb,
      primary key (order_id, seq)
    )`.execute(db);

  // Browsers that opened the signed link of a mail: they see the order as the guest who placed it does.
  await sql`
    create table orders.link_grants (
      order_id uuid not null references orders.orders (id) on delete cascade,
      guest_hash bytea not null check (length(guest_hash) = 32),
      created_at timestamptz not null default now(),
      primary key (order_id, guest_hash)
    )`.execute(db);

  // Returns requested by shoppers, which staff decide.
  await sql`
    create table orders.returns (
      id uuid primary key,
      order_id uuid not null unique references orders.orders (id),
      reason text not null,
      state text not null default 'requested' check (state in ('requested', 'received', 'refused')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`.execute(db);

  // An empty list of countries means everywhere else. A band applies up to its weight; the heaviest band is the limit of
  // the method.
  await sql`
    create table orders.shipping_methods (
      id text primary key check (id ~ '^[a-z0-9-]{1,60}$'),
      title text not null,
      description text not null default '',
      countries text[] not null default '{}',
      position integer not null default 0,
      active boolean not null default true
    )`.execute(db);
  await sql`
    create table orders.shipping_bands (
      method_id text not null references orders.shipping_methods (id) on delete cascade,
      up_to_grams integer not null check (up_to_grams > 0),
      price_minor bigint not null check (price_minor >= 0),
      free_from_minor bigint check (free_from_minor > 0),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      primary key (method_id, currency, up_to_grams)
    )`.execute(db);
  await sql`
    create table orders.tax_rates (
      country text not null check (country ~ '^([A-Z]{2}|[*])$'),
      region text not null default '',
      rate_bp integer not null check (rate_bp between 0 and 10000),
      included boolean not null,
      primary key (country, region)
    )`.execute(db);
}
