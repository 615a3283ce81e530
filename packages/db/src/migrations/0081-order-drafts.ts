import { type Kysely, sql } from "kysely";

/**
 * Orders that staff put together for a customer, who pays them by a mailed link. Nothing is held for a draft. It is priced when it is
 * read and when it is paid; the link's key is stored as its hash. `order_id` is the last order that was placed from it: one that
 * could not be paid is replaced by the next.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.drafts (
      id uuid primary key,
      number bigint generated always as identity unique,
      version integer not null default 1,
      email text not null check (length(email) <= 254),
      shipping_address jsonb,
      shipping_method_id text,
      discount_kind text check (discount_kind in ('percentage', 'fixed')),
      discount_value bigint check (discount_value > 0),
      discount_reason text not null default '' check (length(discount_reason) <= 300),
      note text not null default '' check (length(note) <= 1000),
      created_by uuid references accounts.users (id) on delete set null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      sent_at timestamptz,
      link_hash bytea unique check (octet_length(link_hash) = 32),
      link_expires_at timestamptz,
      order_id uuid unique references orders.orders (id) on delete set null,
      constraint drafts_discount check ((discount_kind is null) = (discount_value is null)),
      constraint drafts_link check ((link_hash is null) = (link_expires_at is null))
    )`.execute(db);
  await sql`create index drafts_by_age on orders.drafts (created_at desc, id desc)`.execute(db);
  await sql`create index drafts_without_order on orders.drafts (updated_at) where order_id is null`.execute(db);
  await sql`
    create table orders.draft_lines (
      draft_id uuid not null references orders.drafts (id) on delete cascade,
      position smallint not null check (position between 1 and 100),
      variant_id uuid not null,
      quantity integer not null check (quantity between 1 and 999),
      primary key (draft_id, position),
      unique (draft_id, variant_id)
    )`.execute(db);
}
