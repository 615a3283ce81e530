import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

const GIFT_CARDS = sql`
    select 'gift card differs from the ledger', count(*)::int
    from payments.gift_cards as card
    where card.balance_minor <> (
        select -coalesce(sum(e.amount_minor), 0) from payments.ledger_entries as e where e.gift_card_id = card.id and e.account = 'gift_cards')
      or card.held_minor <> (
        select coalesce(sum(u.amount_minor), 0) from payments.gift_card_uses as u where u.gift_card_id = card.id and u.state = 'held')
    union all
    select 'settled with a gift card held', count(*)::int
    from orders.orders as o join payments.gift_card_uses as u on u.order_id = o.id
    where o.status <> 'pending' and u.state = 'held'`;

/** The broken invariants by name, each with its count. Empty when everything holds. */
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
    union all ${GIFT_CARDS}
    union all
    select 'confirmed without its money', count(*)::int
    from orders.orders as o left join payments.payments as p on p.order_id = o.id
    where o.status in ('confirmed', 'completed') and (p.amount_minor <> o.total_minor
      or coalesce(p.state, '') not in ('captured', 'partially_refunded', 'refunded'))
    union all
    select 'cancelled with money kept', count(*)::int
    from orders.orders as o join payments.payments as p on p.order_id = o.id
    where o.status = 'cancelled' and o.settled_at is not null and p.amount_minor > 0 and p.state in ('captured', 'partially_refunded')
    union all
    select 'settled with stock held', count(*)::int
    from orders.orders as o join inventory.reservations as r on r.order_id = o.id
    where o.status <> 'pending' and r.state = 'held'
    union all
    select 'payment status differs from the ledger', count(*)::int
    from orders.orders as o
    left join payments.payments as p on p.order_id = o.id
    left join lateral (
      select -sum(amount_minor) filter (where account = 'customer_payments') as taken,
        coalesce(sum(amount_minor) filter (where account = 'customer_refunds'), 0) as refunded
      from payments.ledger_entries where payment_id = p.id) as ledger on true
    where o.settled_at is not null and o.total_minor > 0
      and not exists (select from saga.sagas as s where s.order_id = o.id and s.finished_at is null)
      and o.payment_status is distinct from case
        when p.id is null and o.payment_status = 'voided' then 'voided'
        when ledger.taken is null then case p.state when 'declined' then 'failed' when 'voided' then 'voided' else 'unpaid' end
        when ledger.refunded >= ledger.taken then 'refunded'
        when ledger.refunded > 0 then 'partially_refunded' else 'paid' end
    union all
    select 'last event differs from its order', count(*)::int
    from orders.orders as o join orders.order_events as e on e.order_id = o.id and e.seq = o.last_seq
    where (e.order_status, e.payment_status, e.fulfillment_status) <> (o.status, o.payment_status, o.fulfillment_status)
    union all
    select 'fulfilment status without its fulfilments', count(*)::int
    from orders.orders as o
    where o.shipping_method_id is not null and (o.fulfillment_status = 'unfulfilled') = exists (select from orders.fulfillments as f where f.order_id = o.id)
      -- Only downloads are left of it.
      and not (o.fulfillment_status = 'delivered' and o.has_digital and not exists (
        select from orders.order_lines as line where line.order_id = o.id and line.requires_shipping and line.quantity > (
          select coalesce(sum(gone.removed), 0) from orders.refund_lines as gone
          where gone.order_id = line.order_id and gone.position = line.position)))
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

/** The stock on hand and how much of it is reserved. */
export async function stockOf(db: Db, variantId: string): Promise<{ onHand: number; reserved: number }> {
  const row = await db
    .selectFrom("inventory.stock")
    .select(["on_hand", "reserved"])
    .where("variant_id", "=", variantId)
    .executeTakeFirstOrThrow();
  return { onHand: row.on_hand, reserved: row.reserved };
}

/** The states of the sagas of an order, the oldest first. */
export async function sagaStates(db: Db, orderId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("saga.sagas")
    .select("state")
    .where("order_id", "=", orderId)
    .orderBy("created_at")
    .execute();
  return rows.map((row) => row.state);
}
