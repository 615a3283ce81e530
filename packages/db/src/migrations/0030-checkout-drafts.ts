import { type Kysely, sql } from "kysely";

/**
 * What a shopper has entered at the checkout, one row a cart, and which carts belong to one checkout: after a declined
 * payment the next attempt has a cart of its own, and `checkout_id` names the first (null: the cart is the first).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cart.checkout_drafts (
      cart_id uuid primary key references cart.carts (id) on delete cascade,
      draft jsonb not null check (jsonb_typeof(draft) = 'object' and length(draft::text) <= 8000),
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index checkout_drafts_old on cart.checkout_drafts (updated_at)`.execute(db);
  await sql`alter table cart.carts add column checkout_id uuid`.execute(db);
  await sql`create index carts_of_checkout on cart.carts (checkout_id) where checkout_id is not null`.execute(db);
}
