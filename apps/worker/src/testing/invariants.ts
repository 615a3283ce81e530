import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** What is wrong with the shop's books, by name, each with its number; empty when all is well. */
export async function brokenInvariants(db: Db): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select 'stock differs from movements' as name, count(*)::int as count
    from inventory.stock as stock
    join (select variant_id, sum(reserved_delta) as reserved from inventory.movements group by variant_id) as moved using (variant_id)
    where stock.reserved <> moved.reserved
    union all
    select 'stock held differs from reservations', count(*)::int
    from inventory.stock as stock
    left join (select variant_id, sum(quantity) as held from inventory.reservations where state = 'held' group by variant_id) as holds
      using (variant_id)
    where stock.reserved <> coalesce(holds.held, 0)
    union all
    select 'ledger does not balance', count(*)::int
    from (select transfer_id from payments.ledger_entries group by transfer_id having sum(amount_minor) <> 0) as unbalanced
    union all
    select 'confirmed without its money', count(*)::int
    from orders.orders as o left join payments.payments as p on p.order_id = o.id
    where o.status = 'confirmed' and (p.state is distinct from 'captured' or p.amount_minor <> o.total_minor)
    union all
    select 'cancelled with money kept', count(*)::int
    from orders.orders as o join payments.payments as p on p.order_id = o.id
    where o.status = 'cancelled' and o.settled_at is not null and p.state in ('captured', 'partially_refunded')
    union all
    select 'settled with stock held', count(*)::int
    from orders.orders as o join inventory.reservations as r on r.order_id = o.id
    where o.status in ('confirmed', 'cancelled') and r.state = 'held'
    union all
    select 'timeline with gaps', count(*)::int
    from orders.orders as o
    where o.last_seq <> (select count(*) from orders.order_events as e where e.order_id = o.id)
      or o.last_seq <> (select coalesce(max(seq), 0) from orders.order_events as e where e.order_id = o.id)`.execute(
    db,
  );
  return Object.fromEntries(rows.filter((row) => row.count > 0).map((row) => [row.name, row.count]));
}

/** An order's timeline as the shopper reads it: the types of its events. */
export async function timelineOf(db: Db, orderId: OrderId): Promise<string[]> {
  const rows = await db
    .selectFrom("orders.order_events")
    .select("type")
    .where("order_id", "=", orderId)
    .orderBy("seq")
    .execute();
  return rows.map((row) => row.type);
}

/** What lies in the warehouse and what of it is held. */
export async function stockOf(db: Db, variantId: string): Promise<{ onHand: number; reserved: number }> {
  const row = await db
    .selectFrom("inventory.stock")
    .select(["on_hand", "reserved"])
    .where("variant_id", "=", variantId)
    .executeTakeFirstOrThrow();
  return { onHand: row.on_hand, reserved: row.reserved };
}
