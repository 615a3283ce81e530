import { type Kysely, sql } from "kysely";

/** Carts are stored on the server. A guest's cart is found by the hash of their cookie, a member's by their user id. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema cart`.execute(db);
  await sql`
    create table cart.carts (
      id uuid primary key,
      user_id uuid,
      guest_hash bytea check (length(guest_hash) = 32),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      state text not null default 'open' check (state in ('open', 'ordered', 'merged')),
      order_id uuid,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check (user_id is not null or guest_hash is not null),
      check ((state = 'ordered') = (order_id is not null))
    )`.execute(db);
  await sql`create unique index carts_open_of_user on cart.carts (user_id) where state = 'open' and user_id is not null`.execute(
    db,
  );
  await sql`create unique index carts_open_of_guest on cart.carts (guest_hash) where state = 'open' and user_id is null`.execute(
    db,
  );
  await sql`create index carts_idle on cart.carts (updated_at) where state = 'open'`.execute(db);

  // seen_price_minor is the price shown when the item was added.
  await sql`
    create table cart.lines (
      cart_id uuid not null references cart.carts (id) on delete cascade,
      variant_id uuid not null,
      quantity integer not null check (quantity between 1 and 999),
      seen_price_minor bigint not null check (seen_price_minor >= 0),
      added_at timestamptz not null default now(),
      primary key (cart_id, variant_id)
    )`.execute(db);

  // At most 100 lines. Exact under concurrency, because adding a line holds the cart's row lock, and each statement of the
  // function sees what was committed until then.
  await sql`
    create function cart.refuse_too_many_lines() returns trigger language plpgsql as $$
    begin
      if (select count(*) from cart.lines where cart_id = new.cart_id) > 100 then
        raise exception 'a cart holds at most 100 lines' using errcode = 'check_violation', constraint = 'lines_max';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger lines_max after insert on cart.lines
    for each row execute function cart.refuse_too_many_lines()`.execute(db);
  await sql`create index carts_of_order on cart.carts (order_id) where order_id is not null`.execute(db);
}
