import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** The only code that reads and folds the sums by quarter hour. The triggers that write them are in migration 0093. */

export interface SlotRow {
  /** Counts from 1. */
  readonly slot: number;
  readonly orders: number;
  readonly cancelled: number;
  readonly sales_minor: number;
  readonly refunds_minor: number;
  readonly units: number;
}

/** The sums between each of these times and the next one. A time between is in its slot from the beginning of its quarter hour. Slots without orders are left out. */
export async function selectSlots(db: Db, edges: readonly Date[]): Promise<SlotRow[]> {
  const within = sql`starts_at >= ${edges.at(0)}::timestamptz and starts_at < ${edges.at(-1)}::timestamptz`;
  const { rows } = await sql<SlotRow>`
    select width_bucket(starts_at, ${[...edges]}::timestamptz[]) as slot, sum(orders)::bigint as orders, sum(cancelled)::bigint as cancelled,
      sum(sales_minor)::bigint as sales_minor, sum(refunds_minor)::bigint as refunds_minor, sum(units)::bigint as units
    from (
      select starts_at, orders, cancelled, sales_minor, refunds_minor, units from orders.sales_quarters where ${within}
      union all
      select starts_at, orders, cancelled, sales_minor, refunds_minor, units from orders.sales_changes where ${within}
    ) as counted
    group by 1`.execute(db);
  return rows;
}

/** Adds up to `limit` differences to their quarters and removes them, in one statement. Returns how many. */
export async function foldChanges(db: Db, limit: number): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    with taken as (
      delete from orders.sales_changes
      where id in (select id from orders.sales_changes order by id limit ${limit} for update skip locked)
      returning *
    ), folded as (
      insert into orders.sales_quarters as quarter (starts_at, orders, cancelled, sales_minor, refunds_minor, units)
      select starts_at, sum(orders), sum(cancelled), sum(sales_minor), sum(refunds_minor), sum(units)
      from taken group by starts_at order by starts_at
      on conflict (starts_at) do update set orders = quarter.orders + excluded.orders,
        cancelled = quarter.cancelled + excluded.cancelled, sales_minor = quarter.sales_minor + excluded.sales_minor,
        refunds_minor = quarter.refunds_minor + excluded.refunds_minor, units = quarter.units + excluded.units
    )
    select count(*) as taken from taken`.execute(db);
  return rows[0]?.taken ?? 0;
}
