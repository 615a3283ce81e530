import type { CustomerId } from "@cartwright/contracts/ids";
import type { CustomerKind } from "@cartwright/contracts/customer-filter";
import type { Db } from "@cartwright/db/client";
import { PLAN_EACH_TIME } from "@cartwright/db/prepare-statements";
import { type RawBuilder, sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../../kernel/microseconds.ts";
import { asQuery } from "../../search/as-query.ts";
import { LOGIN_GUARD, type PeoplePosition } from "../people.sql.ts";

export interface ListedCustomerRow {
  readonly id: CustomerId;
  readonly is_member: boolean;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly status: string;
  readonly verified: boolean;
  readonly locked_until: Date | null;
  readonly country: string | null;
  readonly orders: number;
  readonly spent_minor: number;
  readonly last_order_at: Date | null;
  readonly tags: readonly string[];
  readonly created_at: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly created_us: number;
}

export interface CustomerFilter {
  /** The text of a tsquery, from `readStaffQuery`. Null for all. */
  readonly search: string | null;
  readonly status: "active" | "disabled" | null;
  readonly kind: CustomerKind | null;
  readonly tag: string | null;
  readonly country: string | null;
  readonly subscribed: boolean | null;
  readonly orders: { readonly min: number | null; readonly max: number | null };
  readonly spentMinor: { readonly min: number | null; readonly max: number | null };
  /** When the newest order was placed: from the first to before the second. */
  readonly ordered: { readonly from: Date | null; readonly before: Date | null };
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
export async function selectCustomers(db: Db, filter: CustomerFilter): Promise<ListedCustomerRow[]> {
  const { search, limit, tag } = filter;
  if (tag !== null) return selectCustomersFrom(db, filter, taggedWith(tag, filter));
  if (search === null) return selectCustomersFrom(db, filter, sql`accounts.customers`);
  const newest = sql`(
    select * from accounts.customers as c where ${isListed(filter)} order by c.created_at desc, c.id desc limit ${NEWEST})`;
  const rows = await selectCustomersFrom(db, filter, newest);
  if (rows.length >= limit) return rows;
  const found = sql`(select * from accounts.customers as c where c.search @@ ${asQuery(search)} and ${isListed(filter)} offset 0)`;
  return selectCustomersFrom(db, filter, found);
}

// Written out for the partial index: a prepared statement does not know its parameters yet.
const STATUS = { active: sql`c.status = 'active'`, disabled: sql`c.status = 'disabled'` };

const whenGiven = <Value>(value: Value | null, condition: (value: Value) => RawBuilder<unknown>) =>
  value === null ? sql`` : sql` and ${condition(value)}`;

const after = (position: PeoplePosition | null) =>
  whenGiven(position, ({ createdUs, id }) => sql`(c.created_at, c.id) < (${atMicroseconds(createdUs)}, ${id}::uuid)`);

const isListed = ({ status, kind, country, subscribed, orders, spentMinor, ordered, before }: CustomerFilter) => sql`
  c.status <> 'hidden'${status ? sql` and ${STATUS[status]}` : sql``}${whenGiven(kind, (is) => sql`c.is_member = ${is === "member"}`)}
  ${whenGiven(country, (code) => sql`c.country = ${code}`)}${whenGiven(subscribed, (is) => sql`c.subscribed = ${is}`)}
  ${whenGiven(orders.min, (min) => sql`c.orders >= ${min}`)}${whenGiven(orders.max, (max) => sql`c.orders <= ${max}`)}
  ${whenGiven(spentMinor.min, (min) => sql`c.spent_minor >= ${min}`)}${whenGiven(spentMinor.max, (max) => sql`c.spent_minor <= ${max}`)}
  ${whenGiven(ordered.from, (from) => sql`c.last_order_at >= ${from}::timestamptz`)}
  ${whenGiven(ordered.before, (end) => sql`c.last_order_at < ${end}::timestamptz`)}${after(before)}`;

/** The two times are the same; that the join says so lets the newest be read first from the index of tags. */
const taggedWith = (tag: string, { before }: CustomerFilter) => sql`(
  select c.* from accounts.customer_tags as tagged
  join accounts.customers as c on c.id = tagged.customer_id and c.created_at = tagged.created_at
  where tagged.tag = ${tag}${whenGiven(
    before,
    ({ createdUs, id }) => sql`(tagged.created_at, tagged.customer_id) < (${atMicroseconds(createdUs)}, ${id}::uuid)`,
  )})`;

/** Planned for each filter: how many customers meet one differs a thousandfold. */
async function selectCustomersFrom(
  db: Db,
  filter: CustomerFilter,
  source: RawBuilder<unknown>,
): Promise<ListedCustomerRow[]> {
  const { search, limit } = filter;
  const { rows } = await sql<ListedCustomerRow>`
    select c.id, c.is_member, c.email, c.first_name, c.last_name, c.status, c.country, c.orders, c.spent_minor, c.last_order_at,
      c.created_at, ${microsecondsOf(sql`c.created_at`)} as created_us, coalesce(u.email_verified_at is not null, false) as verified,
      case when u.id is not null and g.locked_until > now() then g.locked_until end as locked_until,
      array(select tagged.tag from accounts.customer_tags as tagged where tagged.customer_id = c.id order by tagged.tag) as tags
    from (
      select c.* from ${source} as c
      where ${isListed(filter)} and ${search === null ? sql`true` : sql`c.search @@ ${asQuery(search)}`}
      order by c.created_at desc, c.id desc limit ${limit}
    ) as c left join accounts.users as u on u.id = c.id ${LOGIN_GUARD}
    order by c.created_at desc, c.id desc ${sql.raw(PLAN_EACH_TIME)}`.execute(db);
  return rows;
}
