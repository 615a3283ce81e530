import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { CartOwner } from "./cart-owner.ts";
import { openOf, SAME_OWNER } from "./cart.sql.ts";

/** The draft of the owner's open cart, unless it is older than `hoursMax`. */
export async function selectDraft(db: Db, owner: CartOwner, hoursMax: number): Promise<unknown> {
  const { rows } = await sql<{ draft: unknown }>`
    select draft from cart.checkout_drafts
    where cart_id = (select id from cart.carts where ${openOf(owner)})
      and updated_at > now() - ${hoursMax} * interval '1 hour'`.execute(db);
  return rows[0]?.draft ?? null;
}

/** Replaces the draft of the owner's open cart. Without a cart nothing is kept. */
export async function upsertDraft(db: Db, owner: CartOwner, draft: CheckoutDraft): Promise<void> {
  await sql`
    insert into cart.checkout_drafts (cart_id, draft)
    select id, ${JSON.stringify(draft)}::jsonb from cart.carts where ${openOf(owner)}
    on conflict (cart_id) do update set draft = excluded.draft, updated_at = now()`.execute(db);
}

export async function deleteDraft(db: Db, owner: CartOwner): Promise<void> {
  await sql`
    delete from cart.checkout_drafts
    where cart_id = (select id from cart.carts where ${openOf(owner)})`.execute(db);
}

/** Deletes drafts that were last changed more than `hoursMax` ago, at most `limit`. Returns how many. */
export async function deleteOldDrafts(db: Db, hoursMax: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from cart.checkout_drafts where cart_id in (
      select cart_id from cart.checkout_drafts where updated_at <= now() - ${hoursMax} * interval '1 hour'
      order by updated_at limit ${limit} for update skip locked)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Gives drafts to the open carts of the owners of ordered carts. A cart that has a draft keeps it; the latest order wins. */
export async function insertDrafts(tx: Tx, drafts: ReadonlyMap<OrderId, CheckoutDraft>): Promise<void> {
  await sql`
    insert into cart.checkout_drafts (cart_id, draft)
    select distinct on (fresh.id) fresh.id, given.draft
    from unnest(${[...drafts.keys()]}::uuid[], ${[...drafts.values()].map((draft) => JSON.stringify(draft))}::jsonb[])
      as given (order_id, draft)
    join cart.carts as cart on cart.order_id = given.order_id and cart.state = 'ordered'
    join cart.carts as fresh on ${SAME_OWNER}
    order by fresh.id, cart.created_at desc, cart.id desc
    on conflict (cart_id) do nothing`.execute(tx);
}
