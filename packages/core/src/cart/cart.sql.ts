import type { CartId, OrderId, UserId, VariantId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../kernel/ids.ts";
import type { CartOwner } from "./cart-owner.ts";

export interface CartLineRow {
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly seenPriceMinor: number;
}

/** The open cart of an owner, as a condition on `cart.carts`. Each form matches a unique index. */
export const openOf = (owner: CartOwner) =>
  "userId" in owner
    ? sql`user_id = ${owner.userId} and state = 'open'`
    : sql`guest_hash = ${owner.guestHash} and user_id is null and state = 'open'`;

/** `fresh` is the open cart of the owner of `cart`. */
export const SAME_OWNER = sql`fresh.state = 'open' and (
  (cart.user_id is not null and fresh.user_id = cart.user_id) or
  (cart.user_id is null and fresh.user_id is null and fresh.guest_hash = cart.guest_hash))`;

/** The open cart with its lines in the order they were added. Null when there is none. */
export async function selectOpenCart(
  db: Db,
  owner: CartOwner,
): Promise<{ readonly id: CartId; readonly lines: CartLineRow[] } | null> {
  const { rows } = await sql<CartLineRow & { cartId: CartId; variantId: VariantId | null }>`
    select cart.id as "cartId", line.variant_id as "variantId", line.quantity, line.seen_price_minor as "seenPriceMinor"
    from (select id from cart.carts where ${openOf(owner)}) as cart
    left join cart.lines as line on line.cart_id = cart.id
    order by line.added_at, line.variant_id`.execute(db);
  const [first] = rows;
  if (!first) return null;
  const lines = rows.flatMap(({ variantId, quantity, seenPriceMinor }) =>
    variantId === null ? [] : [{ variantId, quantity, seenPriceMinor }],
  );
  return { id: first.cartId, lines };
}

/** What becomes of a quantity that is in the cart already: replaced, or added to up to a maximum. */
export type QuantityRule = { readonly kind: "set" } | { readonly kind: "add"; readonly quantityMax: number };

/**
 * Writes a line of the open cart, which is created if there is none. One statement: its lock on the cart's row makes two tabs
 * wait for each other, and the unique indexes make them share one cart.
 */
export async function upsertLine(
  db: Db,
  owner: CartOwner,
  { rule, ...line }: CartLineRow & { readonly rule: QuantityRule },
): Promise<void> {
  const quantity =
    rule.kind === "set" ? sql`excluded.quantity` : sql`least(line.quantity + excluded.quantity, ${rule.quantityMax})`;
  const [column, value, arbiter] =
    "userId" in owner
      ? [sql`user_id`, owner.userId, sql`(user_id) where state = 'open' and user_id is not null`]
      : [sql`guest_hash`, owner.guestHash, sql`(guest_hash) where state = 'open' and user_id is null`];
  await sql`
    with cart as (
      insert into cart.carts (id, ${column}, currency) values (${newId()}, ${value}, ${SHOP_CURRENCY})
      on conflict ${arbiter} do update set updated_at = now()
      returning id
    )
    insert into cart.lines as line (cart_id, variant_id, quantity, seen_price_minor)
    select id, ${line.variantId}, ${line.quantity}, ${line.seenPriceMinor} from cart
    on conflict (cart_id, variant_id)
    do update set quantity = ${quantity}, seen_price_minor = excluded.seen_price_minor`.execute(db);
}

/**
 * Removes one line, or all of them, from the open cart. Takes the cart's lock, so an order that is being placed keeps its
 * lines.
 */
export async function deleteLines(db: Db, owner: CartOwner, variantId: VariantId | null): Promise<void> {
  const which = variantId === null ? sql`true` : sql`line.variant_id = ${variantId}`;
  await sql`
    with cart as (update cart.carts set updated_at = now() where ${openOf(owner)} returning id)
    delete from cart.lines as line using cart where line.cart_id = cart.id and ${which}`.execute(db);
}

/** Turns the open cart into an ordered one, and deletes its checkout draft. Null when there is none. */
export async function markOrdered(tx: Tx, owner: CartOwner, orderId: OrderId): Promise<CartId | null> {
  const { rows } = await sql<{ id: CartId }>`
    with taken as (
      update cart.carts set state = 'ordered', order_id = ${orderId}, updated_at = now()
      where ${openOf(owner)} returning id
    ), cleared as (delete from cart.checkout_drafts where cart_id in (select id from taken))
    select id from taken`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Lines of a cart that the caller has locked. */
export async function selectLines(tx: Tx, cartId: CartId): Promise<CartLineRow[]> {
  const { rows } = await sql<CartLineRow>`
    select variant_id as "variantId", quantity, seen_price_minor as "seenPriceMinor"
    from cart.lines where cart_id = ${cartId} order by added_at, variant_id`.execute(tx);
  return rows;
}

/** Locks both carts of a person who just logged in, by ascending id, so that two concurrent log-ins do not deadlock. */
export async function lockForMerge(tx: Tx, guestHash: Buffer, userId: UserId) {
  const { rows } = await sql<{ id: CartId; ofUser: boolean }>`
    select id, user_id is not null as "ofUser" from cart.carts
    where (user_id = ${userId} and state = 'open') or (guest_hash = ${guestHash} and user_id is null and state = 'open')
    order by id for update`.execute(tx);
  return {
    guest: rows.find((row) => !row.ofUser)?.id ?? null,
    member: rows.find((row) => row.ofUser)?.id ?? null,
  };
}

/** Transfers a guest's cart to a member without one. */
export async function giveCart(tx: Tx, cartId: CartId, userId: UserId): Promise<void> {
  await sql`update cart.carts set user_id = ${userId}, updated_at = now() where id = ${cartId}`.execute(tx);
}

/**
 * Adds the lines of one cart to another and closes the first. Quantities are summed up to `quantityMax`; at most `linesMax`
 * lines.
 */
export async function mergeLines(
  tx: Tx,
  carts: { readonly from: CartId; readonly into: CartId },
  limits: { readonly linesMax: number; readonly quantityMax: number },
): Promise<void> {
  await sql`
    insert into cart.lines as line (cart_id, variant_id, quantity, seen_price_minor, added_at)
    select ${carts.into}, variant_id, quantity, seen_price_minor, added_at
    from (
      select given.*, kept.variant_id is not null as shared,
        count(*) filter (where kept.variant_id is null) over (order by given.added_at, given.variant_id) as place
      from cart.lines as given
      left join cart.lines as kept on kept.cart_id = ${carts.into} and kept.variant_id = given.variant_id
      where given.cart_id = ${carts.from}
    ) as given
    where shared or place <= ${limits.linesMax} - (select count(*) from cart.lines where cart_id = ${carts.into})
    on conflict (cart_id, variant_id) do update
    set quantity = least(line.quantity + excluded.quantity, ${limits.quantityMax}), seen_price_minor = excluded.seen_price_minor`.execute(
    tx,
  );
  await sql`
    update cart.checkout_drafts set cart_id = ${carts.into}
    where cart_id = ${carts.from} and not exists (select from cart.checkout_drafts where cart_id = ${carts.into})`.execute(
    tx,
  );
  await sql`delete from cart.checkout_drafts where cart_id = ${carts.from}`.execute(tx);
  await sql`update cart.carts set state = 'merged', updated_at = now() where id = ${carts.from}`.execute(tx);
  await sql`update cart.carts set updated_at = now() where id = ${carts.into}`.execute(tx);
}

/** Opens a cart for each owner of an ordered cart who has none open. */
export async function reopenCarts(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  await sql`
    insert into cart.carts (id, user_id, guest_hash, currency)
    select given.new_id, cart.user_id, cart.guest_hash, cart.currency
    from unnest(${orderIds}::uuid[], ${orderIds.map(() => newId())}::uuid[]) as given (order_id, new_id)
    join cart.carts as cart on cart.order_id = given.order_id and cart.state = 'ordered'
    order by given.order_id
    on conflict do nothing`.execute(tx);
}

/**
 * Copies the lines of ordered carts into their owners' open carts if those are empty. The latest order wins. The open cart
 * becomes the next attempt of the same checkout.
 */
export async function refillCarts(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  await sql`
    with pair as (
      select distinct on (fresh.id) fresh.id as open_id, cart.id as ordered_id, coalesce(cart.checkout_id, cart.id) as checkout_id
      from cart.carts as cart
      join cart.carts as fresh on ${SAME_OWNER}
      where cart.order_id = any(${orderIds}::uuid[]) and cart.state = 'ordered'
        and not exists (select 1 from cart.lines as held where held.cart_id = fresh.id)
      order by fresh.id, cart.created_at desc, cart.id desc
    ), continued as (
      update cart.carts as fresh set checkout_id = pair.checkout_id from pair where fresh.id = pair.open_id
    )
    insert into cart.lines (cart_id, variant_id, quantity, seen_price_minor, added_at)
    select pair.open_id, line.variant_id, line.quantity, line.seen_price_minor, line.added_at
    from pair join cart.lines as line on line.cart_id = pair.ordered_id
    on conflict (cart_id, variant_id) do nothing`.execute(tx);
}
