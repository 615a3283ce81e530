import type { StoredAddress } from "@cartwright/contracts/checkout";
import type { CustomerId, OrderNumber } from "@cartwright/contracts/ids";
import type { ReturnState } from "@cartwright/contracts/orders";
import type { OrderState } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { z } from "zod";
import { ORDER_STATE } from "../orders.sql.ts";
import { ordersOf } from "./orders-of.ts";

export interface CustomerRow {
  readonly id: CustomerId;
  readonly is_member: boolean;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly status: string;
  readonly country: string | null;
  readonly created_at: Date;
  readonly tags: readonly string[];
  readonly other_emails: readonly string[];
}

const OTHER_EMAILS_MAX = 20;
const RETURNS_MAX = 20;
const RECENT_MAX = 5;
/** Addresses are taken from this many of the newest orders. */
const ADDRESSED_MAX = 20;

/** A customer that is listed. */
export async function selectCustomer(db: Db, id: CustomerId): Promise<CustomerRow | undefined> {
  const { rows } = await sql<CustomerRow>`
    select c.id, c.is_member, c.email, c.first_name, c.last_name, c.status, c.country, c.created_at,
      array(select tagged.tag from accounts.customer_tags as tagged where tagged.customer_id = c.id order by tagged.tag) as tags,
      array(
        select e.email from accounts.customer_emails as e
        where e.customer_id = c.id and e.email <> c.email order by e.added_at desc limit ${OTHER_EMAILS_MAX}
      ) as other_emails
    from accounts.customers as c where c.id = ${id} and c.status <> 'hidden'`.execute(db);
  return rows[0];
}

export interface CurrencySum {
  /** Null for a customer without orders. */
  readonly currency: string;
  readonly placed: number;
  readonly confirmed: number;
  readonly spent_minor: number;
  readonly first_at: Date;
  readonly last_at: Date;
}

/** What a customer ordered by currency, the most orders first: all that was placed, and what confirmed ones amount to less refunds. */
export async function selectSums(db: Db, id: CustomerId): Promise<CurrencySum[]> {
  const columns = sql`o.currency, o.status in ('confirmed', 'completed') as sold, o.total_minor, o.refunded_minor, o.created_at`;
  const { rows } = await sql<CurrencySum>`
    select o.currency, count(*)::int as placed, count(*) filter (where o.sold)::int as confirmed,
      coalesce(sum(o.total_minor - o.refunded_minor) filter (where o.sold), 0)::bigint as spent_minor,
      min(o.created_at) as first_at, max(o.created_at) as last_at
    from ${ordersOf(id, columns)} as o group by o.currency order by 2 desc, 1`.execute(db);
  return rows;
}

export interface RecentOrder {
  readonly number: string;
  readonly state: OrderState;
  readonly created_at: Date;
  readonly total_minor: number;
  readonly currency: string;
}

/** The newest five orders of a customer. */
export async function selectRecentOrders(db: Db, id: CustomerId): Promise<RecentOrder[]> {
  const columns = sql`o.id, o.number, ${ORDER_STATE}, o.created_at, o.total_minor, o.currency`;
  const { rows } = await sql<RecentOrder>`
    select o.number, o.state, o.created_at, o.total_minor, o.currency
    from ${ordersOf(id, columns)} as o order by o.created_at desc, o.id desc limit ${RECENT_MAX}`.execute(db);
  return rows;
}

/** Where the newest orders of a customer went, newest first. */
export async function selectShippedTo(
  db: Db,
  id: CustomerId,
): Promise<{ readonly address: z.input<typeof StoredAddress> }[]> {
  const columns = sql`o.id, o.created_at, o.shipping_address`;
  const { rows } = await sql<{ address: z.input<typeof StoredAddress> }>`
    select o.shipping_address as address
    from ${ordersOf(id, columns)} as o where o.shipping_address is not null
    order by o.created_at desc, o.id desc limit ${ADDRESSED_MAX}`.execute(db);
  return rows;
}

export interface OpenReturn {
  readonly id: string;
  readonly number: OrderNumber;
  readonly state: ReturnState;
  readonly created_at: Date;
}

/** Returns of a customer that wait for a decision or for the goods, newest first. */
export async function selectOpenReturns(db: Db, id: CustomerId): Promise<OpenReturn[]> {
  const { rows } = await sql<OpenReturn>`
    select r.id, o.number, r.state, r.created_at
    from ${ordersOf(id, sql`o.id, o.number`)} as o join orders.returns as r on r.order_id = o.id
    where r.state in ('requested', 'approved') order by r.created_at desc, r.id desc limit ${RETURNS_MAX}`.execute(db);
  return rows;
}
