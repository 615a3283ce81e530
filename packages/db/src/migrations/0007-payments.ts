import { type Kysely, sql } from "kysely";

/** Payments and refunds with their idempotency keys, the double-entry ledger, and every webhook by its event id. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema payments`.execute(db);
  // saga_id is the saga to wake when the provider decides later.
  // intent: written before the provider is called. unknown: called, no response; only the provider knows.
  await sql`
    create table payments.payments (
      id uuid primary key,
      order_id uuid not null unique,
      order_number text not null unique,
      saga_id uuid not null,
      provider text not null check (provider in ('sandbox', 'stripe')),
      state text not null default 'intent' check (state in (
        'intent', 'unknown', 'requires_action', 'captured', 'declined', 'voided', 'partially_refunded', 'refunded')),
      amount_minor bigint not null check (amount_minor >= 0),
      refunded_minor bigint not null default 0,
      fee_minor bigint not null default 0 check (fee_minor >= 0),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      token text not null,
      idempotency_key uuid not null unique,
      provider_ref text,
      action_url text,
      action_expires_at timestamptz,
      failure text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check (refunded_minor between 0 and amount_minor),
      check (state not in ('captured', 'partially_refunded', 'refunded') or provider_ref is not null)
    ) with (fillfactor = 80)`.execute(db);
  await sql`create unique index payments_by_ref on payments.payments (provider, provider_ref) where provider_ref is not null`.execute(
    db,
  );
  await sql`create index payments_open on payments.payments (updated_at) where state in ('intent', 'unknown', 'requires_action')`.execute(
    db,
  );
  await sql`create index payments_newest on payments.payments (created_at desc, id desc)`.execute(db);

  await sql`
    create table payments.refunds (
      id uuid primary key,
      payment_id uuid not null references payments.payments (id),
      amount_minor bigint not null check (amount_minor > 0),
      state text not null default 'intent' check (state in ('intent', 'done', 'failed')),
      idempotency_key uuid not null unique,
      provider_ref text,
      reason text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check (state <> 'done' or provider_ref is not null)
    )`.execute(db);
  await sql`create index refunds_of_payment on payments.refunds (payment_id)`.execute(db);
  await sql`create index refunds_open on payments.refunds (created_at) where state = 'intent'`.execute(db);

  // Entries of one transfer are written by one statement and must add up to zero per currency. Debit is positive.
  await sql`
    create table payments.ledger_entries (
      id bigint generated always as identity primary key,
      transfer_id uuid not null,
      payment_id uuid not null references payments.payments (id),
      account text not null check (account in ('provider_balance', 'customer_payments', 'customer_refunds', 'provider_fees')),
      amount_minor bigint not null check (amount_minor <> 0),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      at timestamptz not null default now(),
      unique (transfer_id, account)
    )`.execute(db);
  await sql`create index ledger_of_payment on payments.ledger_entries (payment_id)`.execute(db);
  await sql`
    create function payments.check_balance() returns trigger language plpgsql as $$
    begin
      if exists (select 1 from added group by transfer_id, currency having sum(amount_minor) <> 0) then
        raise exception 'ledger transfer does not balance' using errcode = 'check_violation', constraint = 'ledger_balanced';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger ledger_balanced after insert on payments.ledger_entries referencing new table as added
    for each statement execute function payments.check_balance()`.execute(db);
  await sql`
    create trigger ledger_append_only before update or delete or truncate on payments.ledger_entries
    for each statement execute function audit.refuse_change()`.execute(db);

  await sql`
    create table payments.webhook_events (
      provider text not null,
      event_id text not null check (length(event_id) <= 100),
      type text not null,
      payload jsonb not null,
      received_at timestamptz not null default now(),
      outcome text not null check (outcome in ('applied', 'ignored', 'unmatched')),
      primary key (provider, event_id)
    )`.execute(db);
  await sql`create index webhook_events_newest on payments.webhook_events (received_at desc)`.execute(db);
}
