import type { UserId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { OrderState } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import { ORDER_STATE } from "./orders.sql.ts";
import { type RawBuilder, sql } from "kysely";
import { sessionStands } from "../accounts/sessions/active-session.ts";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";
import { asQuery } from "../search/as-query.ts";

export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  readonly status: string;
  readonly verified: boolean;
  readonly second_factor: boolean;
  readonly marketing_consent: boolean;
  readonly created_at: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly created_us: number;
  readonly tries: number | null;
  readonly locked_until: Date | null;
}

// Attempts are counted by the hash of the address. An expired lock counts as none.
const PERSON = sql`u.id, u.email, u.first_name, u.last_name, u.role, u.status, u.email_verified_at is not null as verified,
  u.totp_enabled_at is not null as second_factor, u.marketing_consent, u.created_at, ${microsecondsOf(sql`u.created_at`)} as created_us,
  g.failures as tries, case when g.locked_until > now() then g.locked_until end as locked_until`;
const GUARD = sql`left join accounts.login_guards as g on g.email_hash = sha256(convert_to(u.email, 'UTF8'))`;

export interface PeoplePosition {
  readonly createdUs: number;
  readonly id: string;
}
const after = (position: PeoplePosition | null) =>
  position ? sql`(u.created_at, u.id) < (${atMicroseconds(position.createdUs)}, ${position.id}::uuid)` : sql`true`;

export interface CustomerFilter {
  /** The text of a tsquery, from `readStaffQuery`. Null for all. */
  readonly search: string | null;
  readonly status: "active" | "disabled" | null;
  readonly before: PeoplePosition | null;
  readonly limit: number;
}

/** Of a word that most customers have, the newest of them fill a page. */
const NEWEST = 5_000;

/**
 * Customers, newest first. A search looks among the newest first, since the index cannot yield matches in order. Then `offset 0` makes
 * Postgres find the matches before it sorts them: the planner overestimates how many rows match the beginning of a word, and would
 * otherwise walk all customers by time.
 */
export async function selectCustomers(db: Db, filter: CustomerFilter): Promise<PersonRow[]> {
  const { search, limit } = filter;
  if (search === null) return selectCustomersFrom(db, filter, sql`accounts.users`);
  const newest = sql`(
    select * from accounts.users as u where ${isListed(filter)} order by u.created_at desc, u.id desc limit ${NEWEST})`;
  const rows = await selectCustomersFrom(db, filter, newest);
  if (rows.length >= limit) return rows;
  const found = sql`(select * from accounts.users as u where u.search @@ ${asQuery(search)} and ${isListed(filter)} offset 0)`;
  return selectCustomersFrom(db, filter, found);
}

// Written out for the partial index: a prepared statement does not know its parameters yet.
const STATUS = { active: sql`u.status = 'active'`, disabled: sql`u.status = 'disabled'` };

const isListed = ({ status, before }: CustomerFilter) =>
  sql`u.role = 'shopper' and ${status ? STATUS[status] : sql`u.status <> 'deleted'`} and ${after(before)}`;

async function selectCustomersFrom(db: Db, filter: CustomerFilter, source: RawBuilder<unknown>): Promise<PersonRow[]> {
  const { search, limit } = filter;
  const { rows } = await sql<PersonRow>`
    select ${PERSON} from ${source} as u ${GUARD}
    where ${isListed(filter)} and ${search === null ? sql`true` : sql`u.search @@ ${asQuery(search)}`}
    order by u.created_at desc, u.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface StaffListRow extends PersonRow {
  /** When one of the active sessions was last refreshed. */
  readonly last_seen_at: Date | null;
}

/** Staff, newest first. */
export async function selectStaff(
  db: Db,
  page: { readonly before: PeoplePosition | null; readonly limit: number },
): Promise<StaffListRow[]> {
  const { rows } = await sql<StaffListRow>`
    select ${PERSON},
      (select max(s.last_seen_at) from accounts.sessions as s where s.user_id = u.id and s.revoked_at is null) as last_seen_at
    from accounts.users as u ${GUARD}
    where u.role <> 'shopper' and u.status <> 'deleted' and ${after(page.before)}
    order by u.created_at desc, u.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** One account that is not deleted, of a customer or of staff. */
export async function selectPerson(
  db: Db,
  which: { readonly id: UserId; readonly staff: boolean },
): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select ${PERSON} from accounts.users as u ${GUARD}
    where u.id = ${which.id} and u.status <> 'deleted' and (u.role <> 'shopper') = ${which.staff}`.execute(db);
  return rows[0];
}

/** The active sessions of a person, last seen first, 50 at most. */
export async function selectOpenSessions(db: Db, userId: UserId) {
  return db
    .selectFrom("accounts.sessions as s")
    .select(["id", "user_agent", "address", "created_at", "last_seen_at"])
    .where("user_id", "=", userId)
    .where(sessionStands)
    .orderBy("last_seen_at", "desc")
    .limit(50)
    .execute();
}

/** How many orders an account has placed, and what it spent on confirmed ones in one currency, less refunds. */
export async function selectOrderSums(
  db: Db,
  userId: UserId,
  currency: Currency,
): Promise<{ count: number; spent_minor: number }> {
  const { rows } = await sql<{ count: number; spent_minor: number }>`
    select count(*)::integer as count,
      coalesce(sum(total_minor - refunded_minor) filter (
        where currency = ${currency} and status in ('confirmed', 'completed')), 0)::bigint as spent_minor
    from orders.orders where user_id = ${userId}`.execute(db);
  return rows[0] ?? { count: 0, spent_minor: 0 };
}

export interface RecentOrder {
  readonly number: string;
  readonly state: OrderState;
  readonly created_at: Date;
  readonly total_minor: number;
  readonly currency: string;
}

/** The newest five orders of an account. */
export async function selectRecentOrders(db: Db, userId: UserId): Promise<RecentOrder[]> {
  const { rows } = await sql<RecentOrder>`
    select o.number, ${ORDER_STATE}, o.created_at, o.total_minor, o.currency
    from orders.orders as o where o.user_id = ${userId} order by o.created_at desc, o.id desc limit 5`.execute(db);
  return rows;
}
