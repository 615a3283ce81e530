import { type Kysely, sql } from "kysely";

/**
 * Gift cards that are sold as products. A line of an order remembers that it is one, and each of its units has a card of its own, at
 * most one. `cancelled_at`: its price was refunded, and it is worth nothing any more. What customers paid for cards is kept apart in the ledger from cards that the shop gave away.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders.order_lines add column gift_card boolean not null default false`.execute(db);
  await sql`
    alter table payments.gift_cards
      add column order_id uuid,
      add column order_position smallint,
      add column order_unit smallint,
      add column cancelled_at timestamptz,
      add constraint gift_cards_sold_check check (num_nulls(order_id, order_position, order_unit) in (0, 3))`.execute(
    db,
  );
  await sql`
    create unique index gift_cards_of_order on payments.gift_cards (order_id, order_position, order_unit)
    where order_id is not null`.execute(db);
  await sql`
    alter table payments.ledger_entries
      drop constraint ledger_entries_account_check,
      add constraint ledger_entries_account_check check (account in (
        'provider_balance', 'customer_payments', 'customer_refunds', 'provider_fees', 'refunds_by_hand', 'gift_cards',
        'gift_cards_issued', 'gift_cards_sold')),
      drop constraint ledger_entries_gift_card_check,
      add constraint ledger_entries_gift_card_check check (
        gift_card_id is not null or account not in ('gift_cards', 'gift_cards_issued', 'gift_cards_sold'))`.execute(db);
}
