import { type Kysely, sql } from "kysely";

/**
 * An order that is placed while its account is merged into another goes to that one. The lock lets the merge wait for orders that are being
 * written, and orders for a merge; orders of one account do not wait for each other.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function orders.follow_merged_account() returns trigger language plpgsql as $$
    declare
      kept uuid;
    begin
      perform pg_advisory_xact_lock_shared(hashtextextended('orders of ' || new.user_id, 0));
      select into_id into kept from accounts.customer_merges where id = new.user_id;
      if kept is not null then
        new.user_id := kept;
      end if;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger orders_follow_merged_account before insert on orders.orders
    for each row when (new.user_id is not null) execute function orders.follow_merged_account()`.execute(db);
}
