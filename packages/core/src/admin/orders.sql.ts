import { ONLY_VARIANT_TITLE } from "@cartwright/contracts/only-variant";
import type { CustomerId, OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { OrderState } from "@cartwright/contracts/order-status";
import type { OrderView } from "@cartwright/contracts/order-work";
import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import { fromView, isInView, NEEDS_PERSON } from "./order-views.sql.ts";
import { ordersOf } from "./customers/orders-of.ts";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";
import { asQuery } from "../search/as-query.ts";

export interface OrderRow {
  readonly id: OrderId;
  readonly number: string;
  readonly state: OrderState;
  readonly email: string;
  readonly created_at: Date;
  /** Microseconds since the epoch: a Date keeps only milliseconds, which is too coarse for a cursor. */
  readonly created_us: number;
  readonly total_minor: number;
  readonly currency: string;
  readonly item_count: number;
  readonly saga_state: string | null;
  readonly saga_step: string | null;
  readonly needs_person: boolean;
  readonly customer: string | null;
  readonly phone: string | null;
  /** Street, town and postcode. */
  readonly address: string | null;
  /** The last four digits of the card that paid. Null without a search. */
  readonly card_last4: string | null;
  /** Titles and SKUs of the first lines; empty without a search. */
  readonly lines: readonly string[];
  /** The beginnings of the newest notes; empty without a search. */
  readonly notes: readonly string[];
  readonly tags: readonly string[];
}

export interface OrderFilter {
  /** The text of a tsquery, from `readOrderQuery`. Null for all. */
  readonly search: string | null;
  /** The search is for a whole number, which one order can have: the index is read at once. */
  readonly isNumber: boolean;
  /** A quick filter. Null for all. */
  readonly view: OrderView | null;
  /** In its normal form. Null for all. */
  readonly tag: string | null;
  /** Null for all. */
  readonly customer: CustomerId | null;
  /** The states to list on each axis. Empty for all. */
  readonly status: readonly string[];
  readonly paymentStatus: readonly string[];
  readonly fulfillmentStatus: readonly string[];
  /** Placed from the first to before the second. Null for all. */
  readonly placed: { readonly from: Date; readonly to: Date } | null;
  readonly before: { readonly createdUs: number; readonly id: string } | null;
  readonly limit: number;
}

/** The state of the order `o` as one JSON column named `state`. */
export const ORDER_STATE = sql`json_build_object('status', o.status, 'reserved', o.reserved,
  'paymentStatus', o.payment_status, 'fulfillmentStatus', o.fulfillment_status) as state`;

const oneOf = (column: RawBuilder<unknown>, values: readonly string[]) =>
  values.length === 0 ? sql`true` : sql`${column} = any(${[...values]})`;

/** Written out for the partial index of what is not paid: a prepared statement does not know its parameters yet. */
const paidAs = (values: readonly string[]) =>
  values.length === 0 ? sql`true` : sql`o.payment_status in (${sql.join(values.map((value) => sql.lit(value)))})`;

/** The title of an order's `line`, with that of its variant where that says anything. */
export const LINE_TITLE = sql`concat_ws(' · ', line.title, nullif(nullif(line.variant_title, ''), ${sql.lit(ONLY_VARIANT_TITLE)}))`;

const FIRST_LINES = sql`array(
  select concat_ws(' · ', ${LINE_TITLE}, line.sku) from orders.order_lines as line
  where line.order_id = o.id order by line.position limit 20)`;

const NEWEST_NOTES = sql`array(
  select left(note.body, 2000) from orders.order_notes as note
  where note.order_id = o.id order by note.created_at desc limit 20)`;

const CARD = sql`(select payment.card_last4 from payments.payments as payment where payment.order_id = o.id)`;

const TAGS = sql`array(select tagged.tag from orders.order_tags as tagged where tagged.order_id = o.id order by tagged.tag)`;

/** Words that one order in a hundred has fill a page from these. Fewer matches are read by index in time. */
const NEWEST = 5_000;

/**
 * Orders, newest first, with their item count and newest saga. A search looks among the newest first: the index cannot yield
 * matches in order, and of a word that most orders have it would yield them all.
 */
export async function selectOrders(db: Db, filter: OrderFilter): Promise<OrderRow[]> {
  const { search, isNumber, view, limit, tag, customer } = filter;
  if (customer !== null) return selectOrdersFrom(db, filter, ordersOf(customer, sql`o.*`));
  if (tag !== null) return selectOrdersFrom(db, filter, taggedWith(tag, filter));
  if (search === null && view !== null) return selectOrdersFrom(db, filter, fromView(view, meets(filter), limit));
  if (search === null) return selectOrdersFrom(db, filter, sql`orders.orders`);
  // `offset 0` makes Postgres find the matches before it sorts them: the planner overestimates how many rows match the beginning of a word,
  // and would otherwise walk all orders by time for a short page. All filters are within, so that a narrow one is read by its own index.
  const found = sql`(
    select * from orders.orders as o
    where o.search @@ ${asQuery(search)} and ${view === null ? sql`true` : isInView(view)} and ${meets(filter)} offset 0)`;
  if (isNumber) return selectOrdersFrom(db, filter, found);
  const newest = sql`(
    select * from orders.orders as o where ${isBefore(filter)} and ${isPlaced(sql`o.created_at`, filter)}
    order by o.created_at desc, o.id desc limit ${NEWEST})`;
  const rows = await selectOrdersFrom(db, filter, newest);
  return rows.length < limit ? selectOrdersFrom(db, filter, found) : rows;
}

const isBefore = ({ before }: OrderFilter) =>
  before ? sql`(o.created_at, o.id) < (${atMicroseconds(before.createdUs)}, ${before.id}::uuid)` : sql`true`;

const isPlaced = (createdAt: RawBuilder<unknown>, { placed }: OrderFilter) =>
  placed ? sql`${createdAt} >= ${placed.from}::timestamptz and ${createdAt} < ${placed.to}::timestamptz` : sql`true`;

/**
 * The orders with a tag. The two times are the same; that the join says so lets the newest be read first from the index of tags.
 */
const taggedWith = (tag: string, filter: OrderFilter) => sql`(
  select o.* from orders.order_tags as tagged join orders.orders as o on o.id = tagged.order_id and o.created_at = tagged.created_at
  where tagged.tag = ${tag} and ${isPlaced(sql`tagged.created_at`, filter)} and ${
    filter.before
      ? sql`(tagged.created_at, tagged.order_id) < (${atMicroseconds(filter.before.createdUs)}, ${filter.before.id}::uuid)`
      : sql`true`
  })`;

const isTagged = (tag: string) =>
  sql`exists (select from orders.order_tags as tagged where tagged.order_id = o.id and tagged.tag = ${tag})`;

/** What the order `o` has to meet besides the search and the view. */
const meets = (filter: OrderFilter) => sql`${oneOf(sql`o.status`, filter.status)}
  and ${paidAs(filter.paymentStatus)}
  and ${oneOf(sql`o.fulfillment_status`, filter.fulfillmentStatus)}
  and ${isPlaced(sql`o.created_at`, filter)} and ${isBefore(filter)}`;

/** One statement. */
async function selectOrdersFrom(db: Db, filter: OrderFilter, source: RawBuilder<unknown>): Promise<OrderRow[]> {
  const { search, view, tag, customer } = filter;
  // Without a search, a tag and a customer, the source has only orders of the view.
  const checksView = view !== null && (search !== null || tag !== null || customer !== null);
  const { rows } = await sql<OrderRow>`
    select o.id, o.number, ${ORDER_STATE}, o.email, o.created_at, ${microsecondsOf(sql`o.created_at`)} as created_us, o.total_minor, o.currency,
      (select coalesce(sum(line.quantity), 0)::integer from orders.order_lines as line where line.order_id = o.id) as item_count,
      saga.state as saga_state, saga.step as saga_step, ${NEEDS_PERSON} as needs_person,
      o.shipping_address ->> 'name' as customer, o.shipping_address ->> 'phone' as phone,
      concat_ws(', ', o.shipping_address ->> 'line1', o.shipping_address ->> 'city', o.shipping_address ->> 'postalCode') as address,
      ${search === null ? sql`null` : CARD} as card_last4,
      ${search === null ? sql`'{}'::text[]` : FIRST_LINES} as lines,
      ${search === null ? sql`'{}'::text[]` : NEWEST_NOTES} as notes, ${TAGS} as tags
    from (
      select o.* from ${source} as o
      where ${search === null ? sql`true` : sql`o.search @@ ${asQuery(search)}`}
        and ${checksView ? isInView(view) : sql`true`} and ${meets(filter)}
        and ${customer !== null && tag !== null ? isTagged(tag) : sql`true`}
      order by o.created_at desc, o.id desc limit ${filter.limit}
    ) as o
    left join lateral (
      select state, step from saga.sagas where order_id = o.id order by created_at desc limit 1
    ) as saga on true
    order by o.created_at desc, o.id desc`.execute(db);
  return rows;
}

export interface SagaRow {
  readonly id: string;
  readonly kind: string;
  readonly definition_version: number;
  readonly state: string;
  readonly step: string;
  readonly attempts: number;
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly wake_at: Date;
  readonly last_error: string | null;
}

/** The sagas of an order, oldest first, 20 at most. */
export async function selectSagas(db: Db, orderId: string): Promise<SagaRow[]> {
  return db
    .selectFrom("saga.sagas")
    .select([
      "id",
      "kind",
      "definition_version",
      "state",
      "step",
      "attempts",
      "created_at",
      "finished_at",
      "wake_at",
      "last_error",
    ])
    .where("order_id", "=", orderId)
    .orderBy("created_at")
    .limit(20)
    .execute();
}

export interface JournalRow {
  readonly saga_id: string;
  readonly seq: number;
  readonly step: string;
  readonly direction: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly error: string | null;
  readonly payload: unknown;
}

/** The journals of some sagas, in order, 500 rows at most. */
export async function selectJournal(db: Db, sagaIds: readonly string[]): Promise<JournalRow[]> {
  if (sagaIds.length === 0) return [];
  return db
    .selectFrom("saga.journal")
    .selectAll()
    .where("saga_id", "in", [...sagaIds])
    .orderBy("saga_id")
    .orderBy("seq")
    .limit(500)
    .execute();
}

/** The payments of an order (one today, ten at most). */
export async function selectPayments(db: Db, orderId: string) {
  return db
    .selectFrom("payments.payments")
    .select([
      "id",
      "provider",
      "state",
      "amount_minor",
      "gift_card_minor",
      "currency",
      "provider_ref",
      "failure",
      "card_brand",
      "card_last4",
      "created_at",
    ])
    .where("order_id", "=", orderId)
    .orderBy("created_at")
    .limit(10)
    .execute();
}

/** The stock reservations of an order, with SKUs. */
export async function selectReservations(db: Db, orderId: string) {
  return db
    .selectFrom("inventory.reservations as reservation")
    .leftJoin("catalog.variants as variant", "variant.id", "reservation.variant_id")
    .select([
      "reservation.variant_id",
      "variant.sku",
      "reservation.quantity",
      "reservation.state",
      "reservation.expires_at",
    ])
    .where("reservation.order_id", "=", orderId)
    .orderBy("reservation.id")
    .limit(100)
    .execute();
}

export interface OrderFacts {
  readonly id: OrderId;
  readonly state: OrderState;
  readonly user_id: string | null;
  readonly promotion_code: string | null;
  readonly contact_version: number;
  readonly cancel_reason: string | null;
  readonly settled_at: Date | null;
  readonly traceparent: string | null;
}

/** What staff see of an order beyond the shopper's view. */
export async function selectOrderFacts(db: Db, number: OrderNumber): Promise<OrderFacts | undefined> {
  const { rows } = await sql<OrderFacts>`
    select o.id, ${ORDER_STATE}, o.user_id, o.promotion_code, o.contact_version, o.cancel_reason, o.settled_at, o.traceparent
    from orders.orders as o where o.number = ${number}`.execute(db);
  return rows[0];
}

export interface AttemptRow {
  readonly number: OrderNumber;
  readonly state: OrderState;
  readonly cancel_reason: string | null;
  readonly created_at: Date;
}

/** The orders of the checkout that an order belongs to, oldest first, 20 at most. */
export async function selectAttempts(db: Db, orderId: OrderId): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    with checkout as (select coalesce(checkout_id, id) as id from cart.carts where order_id = ${orderId})
    select o.number, ${ORDER_STATE}, o.cancel_reason, o.created_at
    from (
      select cart.order_id from cart.carts as cart join checkout on cart.id = checkout.id
      union
      select cart.order_id from cart.carts as cart join checkout on cart.checkout_id = checkout.id
    ) as attempt
    join orders.orders as o on o.id = attempt.order_id
    order by o.created_at, o.id limit 20`.execute(db);
  return rows;
}
