import { RETURN_LINES_SHOWN } from "@cartwright/contracts/returns";
import type { OrderNumber } from "@cartwright/contracts/ids";
import type { ReturnState } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import { LINE_TITLE } from "./orders.sql.ts";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";
import { asQuery } from "../search/as-query.ts";

export interface ListedReturnRow {
  readonly id: string;
  readonly number: OrderNumber;
  readonly state: ReturnState;
  readonly customer: string | null;
  readonly email: string;
  readonly createdAt: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly createdUs: number;
  readonly lines: { lineId: string; title: string; quantity: number }[];
  readonly quantity: number;
  readonly received: number;
}

export interface ReturnFilter {
  readonly state: ReturnState;
  /** The text of a tsquery, from `readOrderQuery`. Null for all. */
  readonly search: string | null;
  /** Whether the search is for an order's number, which few orders have. */
  readonly isNumber: boolean;
  readonly before: { readonly createdUs: number; readonly id: string } | null;
  readonly limit: number;
}

/** A search looks among the newest first, as that of orders does. */
const NEWEST = 5_000;

/** Returns in one state, newest first, from the index in that order. */
export async function selectReturns(db: Db, filter: ReturnFilter): Promise<ListedReturnRow[]> {
  if (filter.search === null || filter.isNumber) return selectReturnsFrom(db, filter, sql`orders.returns`);
  const newest = sql`(
    select * from orders.returns as r where ${isWanted(filter)} order by r.created_at desc, r.id desc limit ${NEWEST})`;
  const rows = await selectReturnsFrom(db, filter, newest);
  return rows.length < filter.limit ? selectReturnsFrom(db, filter, sql`orders.returns`) : rows;
}

const isWanted = ({ state, before }: ReturnFilter) =>
  sql`r.state = ${state} and ${
    before ? sql`(r.created_at, r.id) < (${atMicroseconds(before.createdUs)}, ${before.id}::uuid)` : sql`true`
  }`;

async function selectReturnsFrom(
  db: Db,
  filter: ReturnFilter,
  source: RawBuilder<unknown>,
): Promise<ListedReturnRow[]> {
  const { search, limit } = filter;
  const { rows } = await sql<ListedReturnRow>`
    select r.id, o.number, r.state, o.shipping_address ->> 'name' as customer, o.email, r.created_at as "createdAt",
      ${microsecondsOf(sql`r.created_at`)} as "createdUs", units.quantity, units.received, (
        select json_agg(json_build_object('lineId', first.position::text, 'title', first.title, 'quantity', first.quantity) order by first.position)
        from (
          select back.position, back.quantity, ${LINE_TITLE} as title
          from orders.return_lines as back
          join orders.order_lines as line on line.order_id = back.order_id and line.position = back.position
          where back.return_id = r.id order by back.position limit ${RETURN_LINES_SHOWN}
        ) as first
      ) as lines
    from (
      select r.* from ${source} as r ${search === null ? sql`` : sql`join orders.orders as o on o.id = r.order_id`}
      where ${isWanted(filter)} ${search === null ? sql`` : sql`and o.search @@ ${asQuery(search)}`}
      order by r.created_at desc, r.id desc limit ${limit}
    ) as r
    join orders.orders as o on o.id = r.order_id
    cross join lateral (
      select sum(back.quantity)::int as quantity, sum(back.received)::int as received
      from orders.return_lines as back where back.return_id = r.id
    ) as units
    order by r.created_at desc, r.id desc`.execute(db);
  return rows;
}
