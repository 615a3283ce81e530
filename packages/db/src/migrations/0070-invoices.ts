import { type Kysely, sql } from "kysely";

/** Invoices and credit notes: their settings, the counters of their numbers, the documents, and how far the search for missing ones is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema invoices`.execute(db);
  await sql`
    create table invoices.settings (
      id smallint primary key default 1 check (id = 1),
      seller_name text not null default '' check (length(seller_name) <= 120),
      seller_address text not null default '' check (length(seller_address) <= 400),
      vat_number text not null default '' check (length(vat_number) <= 40),
      footer text not null default '' check (length(footer) <= 300),
      invoice_prefix text not null default 'INV-',
      credit_prefix text not null default 'CN-',
      yearly boolean not null default true,
      attached boolean not null default false,
      version integer not null default 1,
      updated_at timestamptz not null default now(),
      check (invoice_prefix <> credit_prefix)
    )`.execute(db);
  await sql`insert into invoices.settings default values`.execute(db);
  await sql`
    create table invoices.counters (
      series text primary key check (length(series) between 1 and 20),
      last_serial integer not null check (last_serial >= 1)
    )`.execute(db);
  await sql`
    create table invoices.documents (
      id uuid primary key,
      kind text not null check (kind in ('invoice', 'credit_note')),
      series text not null,
      serial integer not null check (serial >= 1),
      number text not null unique check (length(number) <= 40),
      order_id uuid not null,
      refund_id uuid unique,
      invoice_id uuid references invoices.documents (id),
      issued_at timestamptz not null,
      issued_on date not null,
      currency text not null check (length(currency) = 3),
      tax_minor bigint not null check (tax_minor >= 0),
      total_minor bigint not null check (total_minor >= tax_minor),
      content jsonb not null,
      unique (series, serial),
      check ((kind = 'credit_note') = (refund_id is not null)),
      check ((kind = 'credit_note') = (invoice_id is not null))
    )`.execute(db);
  // One invoice for an order, whatever happens at the same time.
  await sql`create unique index one_invoice on invoices.documents (order_id) where kind = 'invoice'`.execute(db);
  await sql`create index documents_of_order on invoices.documents (order_id)`.execute(db);
  await sql`create index documents_by_day on invoices.documents (issued_on, series, serial)`.execute(db);
  await sql`
    create trigger documents_append_only before update or delete or truncate on invoices.documents
    for each statement execute function audit.refuse_change()`.execute(db);
  await sql`
    create table invoices.walks (
      name text primary key check (name in ('orders', 'refunds')),
      at timestamptz not null,
      id uuid not null
    )`.execute(db);
  await sql`
    insert into invoices.walks (name, at, id)
    select name, '-infinity', '00000000-0000-0000-0000-000000000000' from unnest(array['orders', 'refunds']) as name`.execute(
    db,
  );

  // What an invoice says about tax. Null for orders placed before.
  await sql`alter table orders.orders add column tax_rate_bp integer check (tax_rate_bp between 0 and 10000)`.execute(
    db,
  );
  await sql`alter table orders.order_lines add column taxable boolean`.execute(db);
  // The tax in each part of a refund. Null for refunds made before.
  await sql`alter table orders.refunds add column shipping_tax_minor bigint`.execute(db);
  await sql`alter table orders.refund_lines add column tax_minor bigint`.execute(db);
  await sql`create index orders_settled on orders.orders (settled_at, id) where settled_at is not null`.execute(db);
  await sql`create index refunds_made on payments.refunds (updated_at, id) where state = 'done'`.execute(db);
}
