import { type Kysely, sql } from "kysely";

/**
 * Which card paid, for staff who are told its last four digits: the brand and these digits, as the provider reports them. The shop never has
 * more of a card's number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table payments.payments
      add column card_brand text check (length(card_brand) between 1 and 30),
      add column card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
      add check ((card_brand is null) = (card_last4 is null))`.execute(db);
  // What an order is found by, in the statements that write its words.
  await sql`
    create function payments.card_words(of_order uuid) returns tsvector language sql stable parallel safe as $$
      select coalesce((
        select array_to_tsvector(array[card_last4]) from payments.payments where order_id = of_order and card_last4 is not null
      ), '')
    $$`.execute(db);
}
