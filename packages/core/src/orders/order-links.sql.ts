import type { OrderId, OrderNumber, UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Stores links and returns the orders that got one: those whose links are not revoked. One statement for all. */
export async function insertOrderLinks(
  tx: Tx,
  links: readonly { readonly orderId: OrderId; readonly keyHash: Buffer }[],
  days: number,
): Promise<Set<OrderId>> {
  if (links.length === 0) return new Set();
  const { rows } = await sql<{ order_id: OrderId }>`
    insert into orders.order_links (key_hash, order_id, expires_at)
    select link.key_hash, link.order_id, now() + ${days} * interval '1 day'
    from unnest(${links.map((link) => link.keyHash)}::bytea[], ${links.map((link) => link.orderId)}::uuid[])
      as link (key_hash, order_id)
    where not exists (select from orders.link_revocations as revoked where revoked.order_id = link.order_id)
    returning order_id`.execute(tx);
  return new Set(rows.map((row) => row.order_id));
}

/** The order that a key opens now, if it is the one with this number and its links are not revoked. */
export async function selectLinkedOrder(
  db: Db,
  link: { readonly number: OrderNumber; readonly keyHash: Buffer },
): Promise<OrderId | null> {
  const { rows } = await sql<{ id: OrderId }>`
    select o.id from orders.order_links as link join orders.orders as o on o.id = link.order_id
    where link.key_hash = ${link.keyHash} and link.expires_at > now() and o.number = ${link.number}
      and not exists (select from orders.link_revocations as revoked where revoked.order_id = o.id)`.execute(db);
  return rows[0]?.id ?? null;
}

/** Whether staff have revoked the links of an order. */
export async function selectLinksRevoked(db: Db, orderId: OrderId): Promise<boolean> {
  const { rows } = await sql`select from orders.link_revocations where order_id = ${orderId}`.execute(db);
  return rows.length > 0;
}

/** Who holds a grant: a member, or a guest by the hash of their cookie. */
export type LinkHolder = { readonly userId: UserId } | { readonly guestHash: Buffer };

/** Lets someone see an order from now on, for as long as a link lasts. Opening a link again begins anew. */
export async function insertLinkGrant(db: Db, orderId: OrderId, holder: LinkHolder): Promise<void> {
  const [column, value] = "userId" in holder ? [sql`user_id`, holder.userId] : [sql`guest_hash`, holder.guestHash];
  await sql`
    insert into orders.link_grants (order_id, ${column}) values (${orderId}, ${value})
    on conflict (order_id, ${column}) do update set created_at = now()`.execute(db);
}

/** Ends a guest: takes every grant from them, and their own orders too. */
export async function endGuestHash(tx: Tx, guestHash: Buffer): Promise<void> {
  await sql`insert into orders.ended_guests (guest_hash) values (${guestHash}) on conflict do nothing`.execute(tx);
  await sql`delete from orders.link_grants where guest_hash = ${guestHash}`.execute(tx);
}

export interface RevokedLinks {
  /** How many links and grants have ended. */
  readonly count: number;
  /** The guests among those who had a grant. */
  readonly guestHashes: readonly Buffer[];
}

/** Ends every link and grant of an order, the links to its downloads included, and keeps it from getting new ones. */
export async function revokeLinks(tx: Tx, orderId: OrderId): Promise<RevokedLinks> {
  await sql`insert into orders.link_revocations (order_id) values (${orderId}) on conflict do nothing`.execute(tx);
  const links = await tx.deleteFrom("orders.order_links").where("order_id", "=", orderId).executeTakeFirst();
  const grants = await tx
    .deleteFrom("orders.link_grants")
    .where("order_id", "=", orderId)
    .returning("guest_hash")
    .execute();
  return {
    count: Number(links.numDeletedRows) + grants.length,
    guestHashes: grants.flatMap((grant) => grant.guest_hash ?? []),
  };
}

/** Lets an order have links again, after all that it had have ended and it has another email address. The order is locked. */
export async function liftRevocation(tx: Tx, orderId: OrderId): Promise<void> {
  await sql`delete from orders.link_revocations where order_id = ${orderId}`.execute(tx);
}

/** Deletes links that have expired, at most `limit`. Returns how many. */
export async function deleteExpiredLinks(db: Db, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from orders.order_links where key_hash in (
      select key_hash from orders.order_links where expires_at < now() limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Deletes grants that are older than a link lasts, at most `limit`. Returns how many. */
export async function deleteExpiredGrants(db: Db, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from orders.link_grants where ctid = any(array(
      select ctid from orders.link_grants where created_at < now() - ${days} * interval '1 day' limit ${limit}))`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}

/** Deletes guests that ended more than `days` ago, at most `limit`. Returns how many. */
export async function deleteEndedGuests(db: Db, days: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from orders.ended_guests where guest_hash in (
      select guest_hash from orders.ended_guests where ended_at < now() - ${days} * interval '1 day'
      order by ended_at limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
