import { type Kysely, sql } from "kysely";

/**
 * Gift cards as a means of payment. What an order spends of a card is held when it is placed, taken in the transaction that records its
 * capture, and given back when the order is given up. The ledger has an account for what all cards are worth; `balance_minor` is the
 * sum of a card's entries in it. Codes are kept as hashes only.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments.gift_cards (
      id uuid primary key,
      code_hash bytea not null unique check (length(code_hash) = 32),
      last4 text not null check (length(last4) = 4),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      initial_minor bigint not null check (initial_minor > 0),
      balance_minor bigint not null,
      held_minor bigint not null default 0,
      is_disabled boolean not null default false,
      expires_at timestamptz,
      recipient_email text check (length(recipient_email) <= 254),
      note text not null default '' check (length(note) <= 500),
      issued_by uuid,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint gift_cards_balance check (balance_minor between 0 and initial_minor),
      constraint gift_cards_held check (held_minor between 0 and balance_minor)
    )`.execute(db);
  await sql`create index gift_cards_newest on payments.gift_cards (created_at desc, id desc)`.execute(db);
  await sql`create index gift_cards_by_last4 on payments.gift_cards (last4)`.execute(db);
  await sql`create index gift_cards_by_recipient on payments.gift_cards (recipient_email) where recipient_email is not null`.execute(
    db,
  );

  // position: the order in which an order spends its cards. Refunds go back the other way round.
  await sql`
    create table payments.gift_card_uses (
      order_id uuid not null,
      gift_card_id uuid not null references payments.gift_cards (id),
      position smallint not null,
      amount_minor bigint not null check (amount_minor > 0),
      refunded_minor bigint not null default 0,
      state text not null default 'held' check (state in ('held', 'taken', 'released')),
      created_at timestamptz not null default now(),
      primary key (order_id, gift_card_id),
      check (refunded_minor between 0 and amount_minor),
      check (state = 'taken' or refunded_minor = 0)
    )`.execute(db);
  await sql`create index gift_card_uses_of_card on payments.gift_card_uses (gift_card_id, created_at desc)`.execute(db);
  await sql`
    create table payments.gift_card_refunds (
      refund_id uuid not null references payments.refunds (id),
      gift_card_id uuid not null references payments.gift_cards (id),
      amount_minor bigint not null check (amount_minor > 0),
      primary key (refund_id, gift_card_id)
    )`.execute(db);

  await sql`alter table orders.orders add column gift_card_minor bigint not null default 0`.execute(db);
  // Of a payment and of a refund, the part that gift cards pay or get. The provider has to do with the rest only.
  await sql`
    alter table payments.payments
      add column gift_card_minor bigint not null default 0,
      add column gift_card_refunded_minor bigint not null default 0,
      add constraint payments_gift_card_check check (
        gift_card_minor between 0 and amount_minor and gift_card_refunded_minor between 0 and gift_card_minor
        and gift_card_refunded_minor <= refunded_minor)`.execute(db);
  await sql`
    alter table payments.refunds
      add column gift_card_minor bigint not null default 0,
      add constraint refunds_gift_card_check check (gift_card_minor between 0 and amount_minor)`.execute(db);

  await sql`
    alter table payments.ledger_entries
      alter column payment_id drop not null,
      add column gift_card_id uuid references payments.gift_cards (id),
      drop constraint ledger_entries_account_check,
      add constraint ledger_entries_account_check check (account in (
        'provider_balance', 'customer_payments', 'customer_refunds', 'provider_fees', 'refunds_by_hand', 'gift_cards',
        'gift_cards_issued')),
      add constraint ledger_entries_subject_check check (payment_id is not null or gift_card_id is not null),
      add constraint ledger_entries_gift_card_check check (
        gift_card_id is not null or account not in ('gift_cards', 'gift_cards_issued'))`.execute(db);
  await sql`create index ledger_of_gift_card on payments.ledger_entries (gift_card_id) where gift_card_id is not null`.execute(
    db,
  );
}
