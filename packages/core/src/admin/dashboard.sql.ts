import type { OrderId } from "@cartwright/contracts/ids";
import type { OrderStatuses } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { FOR_PERSON } from "./order-views.sql.ts";

/** Read models over all areas. Each statement is bounded by time or by a limit, and served by an index. */

export interface StateCount extends Pick<OrderStatuses, "orderStatus" | "paymentStatus" | "fulfillmentStatus"> {
  readonly count: number;
}

/** How many orders since a time are in each combination of states. Read from an index alone, which has these columns. */
export async function selectStateCounts(db: Db, since: Date): Promise<StateCount[]> {
  const { rows } = await sql<StateCount>`
    select status as "orderStatus", payment_status as "paymentStatus", fulfillment_status as "fulfillmentStatus", count(*)
    from orders.orders where created_at >= ${since}::timestamptz group by 1, 2, 3`.execute(db);
  return rows;
}

/** The ten variants closest to selling out, among those at or below their low-stock level, in the order of the list of what is low. Those that are not counted never are. */
export async function selectLowStock(
  db: Db,
): Promise<{ slug: string; title: string; variant_title: string; available: number }[]> {
  const { rows } = await sql<{ slug: string; title: string; variant_title: string; available: number }>`
    select product.slug, product.title, variant.title as variant_title, stock.on_hand - stock.reserved as available
    from inventory.stock as stock
    join catalog.variants as variant on variant.id = stock.variant_id and variant.status = 'active'
    join catalog.products as product on product.id = variant.product_id and product.status = 'active'
    where stock.policy <> 'untracked' and stock.on_hand - stock.reserved <= stock.low_at
    order by stock.on_hand - stock.reserved, stock.variant_id limit 10`.execute(db);
  return rows;
}

export interface EngineHealth {
  readonly running: number;
  readonly stuck: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly dead_letters: number;
  readonly outbox_lag_ms: number;
}

/**
 * The state of the saga engine: running and stuck sagas, checkout durations of the last hour (1,000 at most), dead letters,
 * outbox lag.
 */
export async function selectEngineHealth(db: Db): Promise<EngineHealth> {
  const { rows } = await sql<EngineHealth>`
    with finished as (
      select extract(epoch from finished_at - created_at) * 1000 as ms from saga.sagas
      where kind = 'checkout' and state = 'completed' and finished_at >= now() - interval '1 hour'
      order by finished_at desc limit 1000
    )
    select
      (select count(*) from saga.sagas where state in ('running', 'compensating')) as running,
      (select count(*) from saga.sagas where state = 'stuck') as stuck,
      (select round(percentile_cont(0.5) within group (order by ms))::integer from finished) as p50_ms,
      (select round(percentile_cont(0.95) within group (order by ms))::integer from finished) as p95_ms,
      (select count(*) from saga.dead_letters where state = 'open') as dead_letters,
      (select coalesce(greatest(round(extract(epoch from now() - min(available_at)) * 1000), 0), 0)::integer
        from saga.outbox where published_at is null and available_at <= now()) as outbox_lag_ms`.execute(db);
  return rows[0] ?? { running: 0, stuck: 0, p50_ms: null, p95_ms: null, dead_letters: 0, outbox_lag_ms: 0 };
}

/** The five orders that have needed a person for longest. */
export async function selectNeedingPerson(db: Db): Promise<{ readonly id: OrderId; readonly number: string }[]> {
  const { rows } = await sql<{ id: OrderId; number: string }>`
    select o.id, o.number from (
      select distinct on (saga.order_id) saga.order_id, saga.updated_at from saga.sagas as saga
      where ${FOR_PERSON} order by saga.order_id, saga.updated_at
    ) as saga join orders.orders as o on o.id = saga.order_id
    order by saga.updated_at, o.id limit 5`.execute(db);
  return rows;
}

/** The five most frequent causes among 1,000 open dead letters. */
export async function selectLettersByCause(
  db: Db,
): Promise<{ cause: string; queue: string; count: number; newest_at: Date }[]> {
  const { rows } = await sql<{ cause: string; queue: string; count: number; newest_at: Date }>`
    select cause, queue, count(*) as count, max(failed_at) as newest_at
    from (select cause, queue, failed_at from saga.dead_letters where state = 'open' limit 1000) as open
    group by cause, queue order by count(*) desc, cause limit 5`.execute(db);
  return rows;
}
