import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import type { Invariant } from "./invariant.ts";

interface Promised {
  readonly name: string;
  /** A query with one row for each thing that it is about. */
  readonly about: RawBuilder<unknown>;
  /** A query with one text for each that breaks it. */
  readonly broken: RawBuilder<unknown>;
}

/** Orders of this run: placed by buyers since it began. */
const placedSince = (since: Date) => sql`(select * from orders.orders where created_at >= ${since})`;

const ordersEnd = (since: Date): Promised[] => [
  {
    name: "every placed order is settled",
    about: sql`select from ${placedSince(since)} as o`,
    broken: sql`select o.number || ' is ' || o.status from ${placedSince(since)} as o
      where o.settled_at is null or o.status not in ('confirmed', 'completed', 'cancelled')`,
  },
  {
    name: "no saga is open or stuck",
    about: sql`select from saga.sagas as s join ${placedSince(since)} as o on o.id = s.order_id`,
    broken: sql`select o.number || ': ' || s.kind || ' is ' || s.state || ' at ' || s.step
      from saga.sagas as s join ${placedSince(since)} as o on o.id = s.order_id where s.state not in ('completed', 'compensated')`,
  },
  {
    name: "a confirmed order is paid in full, once, in the ledger",
    about: sql`select from ${placedSince(since)} as o where o.status = 'confirmed'`,
    broken: sql`select o.number || ' is ' || coalesce(p.state, 'without a payment') from ${placedSince(since)} as o
      left join payments.payments as p on p.order_id = o.id
      where o.status = 'confirmed' and (p.state is distinct from 'captured' or p.amount_minor <> o.total_minor or o.total_minor <> (
        select coalesce(-sum(amount_minor), 0) from payments.ledger_entries as e
        where e.payment_id = p.id and e.account in ('customer_payments', 'customer_refunds')))`,
  },
  {
    name: "of a cancelled order no money is kept or may still be taken",
    about: sql`select from ${placedSince(since)} as o where o.status = 'cancelled'`,
    broken: sql`select o.number || ' has a payment that is ' || p.state from ${placedSince(since)} as o
      join payments.payments as p on p.order_id = o.id
      where o.status = 'cancelled' and (p.state not in ('declined', 'voided', 'refunded') or 0 <> (
        select coalesce(sum(amount_minor), 0) from payments.ledger_entries as e
        where e.payment_id = p.id and e.account in ('customer_payments', 'customer_refunds')))`,
  },
  {
    name: "the payment status of a settled order follows the ledger",
    about: sql`select from ${placedSince(since)} as o where o.settled_at is not null`,
    broken: sql`select o.number || ' is ' || o.payment_status || ', its payment ' || coalesce(p.state, 'missing')
      from ${placedSince(since)} as o left join payments.payments as p on p.order_id = o.id
      left join lateral (
        select -sum(amount_minor) filter (where account = 'customer_payments') as taken,
          coalesce(sum(amount_minor) filter (where account = 'customer_refunds'), 0) as refunded
        from payments.ledger_entries where payment_id = p.id) as ledger on true
      where o.settled_at is not null and o.total_minor > 0 and o.payment_status is distinct from case
        when ledger.taken is null then case p.state when 'declined' then 'failed' when 'voided' then 'voided' else 'unpaid' end
        when ledger.refunded >= ledger.taken then 'refunded'
        when ledger.refunded > 0 then 'partially_refunded' else 'paid' end`,
  },
  {
    name: "the last event of an order carries its state",
    about: sql`select from ${placedSince(since)} as o`,
    broken: sql`select o.number || ' is ' || o.status || ', its last event ' || e.order_status from ${placedSince(since)} as o
      join orders.order_events as e on e.order_id = o.id and e.seq = o.last_seq
      where (e.order_status, e.payment_status, e.fulfillment_status) <> (o.status, o.payment_status, o.fulfillment_status)`,
  },
  {
    name: "goods of a confirmed order left the shelf once, of a cancelled one not at all",
    about: sql`select from orders.order_lines as l join ${placedSince(since)} as o on o.id = l.order_id`,
    broken: sql`select o.number || ' (' || o.status || ') ordered ' || l.quantity || ' and moved ' || moved.units
      from orders.order_lines as l join ${placedSince(since)} as o on o.id = l.order_id
      cross join lateral (select coalesce(-sum(on_hand_delta), 0) as units from inventory.movements as m
        where m.order_id = o.id and m.variant_id = l.variant_id) as moved
      where moved.units <> case o.status when 'confirmed' then l.quantity when 'cancelled' then 0 else moved.units end`,
  },
  {
    name: "a confirmed order has one mail that says so",
    about: sql`select from ${placedSince(since)} as o where o.status = 'confirmed'`,
    broken: sql`select o.number || ' has ' || mails.count from ${placedSince(since)} as o
      cross join lateral (select count(*) from notifications.mails as m
        where m.order_id = o.id and m.template = 'order_confirmed') as mails
      where o.status = 'confirmed' and mails.count <> 1`,
  },
];

const stockAddsUp: readonly Promised[] = [
  {
    name: "what is reserved equals the open reservations",
    about: sql`select from inventory.stock`,
    broken: sql`select s.variant_id || ' has ' || s.reserved || ' reserved and ' || coalesce(r.held, 0) || ' held' from inventory.stock as s
      left join (select variant_id, sum(quantity) as held from inventory.reservations where state = 'held' group by variant_id) as r using (variant_id)
      where s.reserved <> coalesce(r.held, 0)`,
  },
  {
    name: "no settled order holds stock",
    about: sql`select from inventory.reservations as r join orders.orders as o on o.id = r.order_id where o.settled_at is not null`,
    broken: sql`select o.number || ' is ' || o.status || ' and holds ' || r.quantity from inventory.reservations as r
      join orders.orders as o on o.id = r.order_id where o.settled_at is not null and r.state = 'held'`,
  },
  {
    name: "stock equals the sum of its movements",
    about: sql`select from inventory.stock`,
    broken: sql`select s.variant_id || ' has ' || s.on_hand || ' and ' || s.reserved || ', moved ' || coalesce(m.on_hand, 0) || ' and ' || coalesce(m.reserved, 0)
      from inventory.stock as s
      left join (select variant_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved from inventory.movements group by variant_id) as m
        using (variant_id)
      where (s.on_hand, s.reserved) is distinct from (coalesce(m.on_hand, 0), coalesce(m.reserved, 0))`,
  },
  {
    // A run changes no policies, so a tracked variant was tracked all along.
    name: "tracked stock is never negative nor oversold, at any movement",
    about: sql`select from inventory.movements as m join inventory.stock as s using (variant_id) where s.policy = 'tracked'`,
    broken: sql`select variant_id || ' stood at ' || stood.on_hand || ', ' || stood.reserved || ' reserved' from (
        select variant_id, sum(on_hand_delta) over w as on_hand, sum(reserved_delta) over w as reserved from inventory.movements
        window w as (partition by variant_id order by id)) as stood
      join inventory.stock as s using (variant_id)
      where s.policy = 'tracked' and (stood.on_hand < 0 or stood.reserved < 0 or stood.reserved > stood.on_hand)`,
  },
];

const nothingIsLeft = (since: Date): Promised[] => [
  {
    name: "every transfer of the ledger sums to zero",
    about: sql`select distinct transfer_id, currency from payments.ledger_entries`,
    broken: sql`select transfer_id || ' sums to ' || sum(amount_minor) from payments.ledger_entries
      group by transfer_id, currency having sum(amount_minor) <> 0`,
  },
  {
    name: "no message waits in the outbox",
    about: sql`select from saga.outbox where created_at >= ${since}`,
    broken: sql`select name || ' since ' || created_at from saga.outbox where published_at is null`,
  },
  {
    name: "no message was given up",
    about: sql`select from saga.inbox where at >= ${since}`,
    broken: sql`select name || ': ' || cause || ', ' || error from saga.dead_letters where state = 'open' and failed_at >= ${since}`,
  },
  {
    name: "timelines count from 1 without a gap",
    about: sql`select from orders.orders`,
    broken: sql`select o.number || ' says ' || o.last_seq || ' and has ' || count(e.seq) || ' up to ' || coalesce(max(e.seq), 0)
      from orders.orders as o left join orders.order_events as e on e.order_id = o.id
      group by o.id having count(e.seq) <> o.last_seq or coalesce(max(e.seq), 0) <> o.last_seq or coalesce(min(e.seq), 1) <> 1`,
  },
];

/** Invariants that the database alone can prove: orders placed since then, and all stock, money and messages. */
export async function readDatabaseInvariants(db: Db, since: Date): Promise<Invariant[]> {
  const verdicts: Invariant[] = [];
  for (const { name, about, broken } of [...ordersEnd(since), ...stockAddsUp, ...nothingIsLeft(since)]) {
    const { rows } = await sql<{ checked: number; violations: number; examples: string[] }>`
      with broken (what) as (${broken})
      select (select count(*) from (${about}) as about) as checked, (select count(*) from broken) as violations,
        array(select what from broken limit 5) as examples`.execute(db);
    const [row] = rows;
    if (!row) throw new Error(`no result for "${name}"`);
    verdicts.push({ name, ...row });
  }
  return verdicts;
}

/** Unfinished work: unsettled orders, running sagas, waiting messages and mails. It finishes without intervention. */
export async function readUnfinished(db: Db, since: Date): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ orders: number; sagas: number; messages: number; mails: number; refunds: number }>`
    select (select count(*) from ${placedSince(since)} as o where o.settled_at is null) as orders,
      (select count(*) from saga.sagas as s join ${placedSince(since)} as o on o.id = s.order_id where s.finished_at is null) as sagas,
      (select count(*) from saga.outbox where published_at is null) as messages,
      (select count(*) from notifications.mails where state = 'queued' and created_at >= ${since}) as mails,
      (select count(*) from payments.refunds where state = 'intent' and created_at >= ${since}) as refunds`.execute(db);
  return { ...rows[0] };
}
