import type { OrderId, OrderNumber, UserId } from "@cartwright/contracts/ids";
import type { ProductImage } from "@cartwright/contracts/catalog";
import type { Address } from "@cartwright/contracts/checkout";
import type { Currency } from "@cartwright/contracts/money";
import type { OrderEventType } from "@cartwright/contracts/messages";
import {
  CANCEL_WINDOW_SECONDS,
  type OrderState,
  type OrderStatuses,
  type PaymentStatus,
} from "@cartwright/contracts/order-status";
import type { Order, OrderRecord, OrderRefund, OrderSummary } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { type RawBuilder, sql } from "kysely";
import type { OrderFact } from "../payments/reconcile.ts";
import type { OrderTotals } from "../pricing/totals.ts";
import { FULFILLMENTS, OPEN_UNITS, REFUND_NOTES, REMOVED_UNITS } from "./after-sale.sql.ts";
import { LINE_DOWNLOADS } from "./downloads.sql.ts";
import { EXCHANGE_OF, RETURN_EXCHANGES } from "./exchanges.sql.ts";
import { RETURNABLE_UNITS } from "./returns.sql.ts";
import { ORDER_LINK_DAYS } from "./order-link-days.ts";

/** Timelines are short. A long one is cut here, and gateways read it in pages. */
const TIMELINE_MAX = 500;

/** Who reads an order. `anyone` has shown a signed link or has a role that may see every order. */
export type OrderViewer =
  | { readonly kind: "anyone" }
  | { readonly kind: "person"; readonly userId: UserId | null; readonly guestHash: Buffer | null };

/**
 * The condition under which a viewer may see an order: whoever placed it or opened its link, a member by their id, a guest by
 * the hash of their cookie until they log in. Both a guest's own order and a grant are shown for as long as a link lasts. Orders of other people and missing orders both give no row. A grant that was stored while the
 * order's links were being revoked, or while the guest's identity was ended, counts for nothing, whichever was committed first.
 */
function seenBy(viewer: OrderViewer): RawBuilder<unknown> {
  if (viewer.kind === "anyone") return sql`true`;
  return sql`(
    o.user_id = ${viewer.userId}::uuid
    or (o.user_id is null and o.guest_hash = ${viewer.guestHash}::bytea
      and o.created_at > now() - ${ORDER_LINK_DAYS} * interval '1 day'
      and not exists (select from orders.ended_guests as ended where ended.guest_hash = o.guest_hash))
    or exists (select 1 from orders.link_grants as let where let.order_id = o.id
      and (let.user_id = ${viewer.userId}::uuid or (let.guest_hash = ${viewer.guestHash}::bytea
        and not exists (select from orders.ended_guests as ended where ended.guest_hash = let.guest_hash)))
      and let.created_at > now() - ${ORDER_LINK_DAYS} * interval '1 day'
      and not exists (select from orders.link_revocations as revoked where revoked.order_id = let.order_id)))`;
}

/** The stored state of an order. It leaves the server through `showStatuses`. */
interface StateColumn {
  readonly state: OrderState;
}

const STATE = sql`json_build_object('status', o.status, 'reserved', o.reserved, 'paymentStatus', o.payment_status,
  'fulfillmentStatus', o.fulfillment_status) as state`;

const TOTALS = sql`
  o.subtotal_minor as "subtotalMinor", o.discount_minor as "discountMinor", o.shipping_minor as "shippingMinor",
  o.tax_minor as "taxMinor", o.tax_included as "taxIncluded", o.total_minor as "totalMinor",
  o.gift_card_minor as "giftCardMinor"`;

/** Of the line `line`: the units that ship later, or null. */
const BACKORDER = sql`case when line.backordered > 0
  then json_build_object('units', line.backordered, 'shipsBy', line.ships_by) end`;

/** An order as stored, with its lines and timeline. Times in JSON are ISO 8601 with an offset. */
export interface OrderView extends OrderTotals, StateColumn {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly email: string;
  readonly createdAt: Date;
  readonly giftCardMinor: number;
  readonly refundedMinor: number;
  readonly currency: Currency;
  readonly shippingAddress: Address | null;
  readonly shippingMethod: string | null;
  /** An error code, or what a person wrote. */
  readonly cancelReason: string | null;
  readonly inCancelWindow: boolean;
  readonly fulfillments: Order["fulfillments"];
  /** What refunds were for, by their ids. */
  readonly refundNotes: Readonly<Record<string, Pick<OrderRefund, "taxMinor" | "shippingMinor" | "lines">>>;
  readonly returns: Order["returns"];
  readonly exchangeOf: Order["exchangeOf"];
  readonly lines: readonly Omit<Order["lines"][number], "refundedQuantity">[];
  readonly timeline: readonly (OrderStatuses & {
    readonly seq: number;
    readonly type: OrderEventType;
    readonly at: string;
    readonly message: string;
  })[];
}

/** Reads one order that the viewer may see, in one statement. */
export async function selectOrder(db: Db, number: OrderNumber, viewer: OrderViewer): Promise<OrderView | null> {
  const { rows } = await sql<OrderView>`
    select o.id, o.number, ${STATE}, o.email, o.created_at as "createdAt", ${TOTALS},
      o.refunded_minor as "refundedMinor", o.currency,
      o.shipping_address as "shippingAddress", o.shipping_method as "shippingMethod", o.cancel_reason as "cancelReason",
      now() < o.created_at + ${CANCEL_WINDOW_SECONDS} * interval '1 second' as "inCancelWindow",
      (select coalesce(json_agg(json_build_object(
          'id', request.id, 'state', request.state, 'note', request.note, 'createdAt', request.created_at, 'lines', (
            select coalesce(json_agg(json_build_object(
                'lineId', back.position::text, 'quantity', back.quantity, 'received', back.received, 'reason', back.reason
              ) order by back.position), '[]')
            from orders.return_lines as back where back.return_id = request.id), 'exchanges', ${RETURN_EXCHANGES}) order by request.created_at, request.id), '[]')
        from orders.returns as request where request.order_id = o.id) as returns,
      ${EXCHANGE_OF} as "exchangeOf", ${FULFILLMENTS} as fulfillments, ${REFUND_NOTES} as "refundNotes",
      (select coalesce(json_agg(json_build_object(
          'id', line.position::text, 'variantId', line.variant_id, 'productId', line.product_id, 'slug', line.slug,
          'title', line.title, 'variantTitle', line.variant_title, 'sku', line.sku, 'image', line.image,
          'quantity', line.quantity, 'unitPriceMinor', line.unit_price_minor, 'totalMinor', line.total_minor,
          'returnableQuantity', ${RETURNABLE_UNITS}, 'openQuantity', ${OPEN_UNITS}, 'cancelledQuantity', ${REMOVED_UNITS}, 'requiresShipping', line.requires_shipping, 'downloads', ${LINE_DOWNLOADS}, 'backorder', ${BACKORDER}) order by line.position), '[]')
        from orders.order_lines as line where line.order_id = o.id) as lines,
      (select coalesce(json_agg(json_build_object(
          'seq', event.seq, 'type', event.type, 'at', event.at, 'message', event.message, 'status', event.status,
          'orderStatus', event.order_status, 'paymentStatus', event.payment_status,
          'fulfillmentStatus', event.fulfillment_status) order by event.seq), '[]')
        from (select * from orders.order_events
          where order_id = o.id order by seq limit ${TIMELINE_MAX}) as event) as timeline
    from orders.orders as o where o.number = ${number} and ${seenBy(viewer)}`.execute(db);
  return rows[0] ?? null;
}

/** The id of an order that the viewer may see. */
export async function selectOrderId(db: Db, number: OrderNumber, viewer: OrderViewer): Promise<OrderId | null> {
  const { rows } = await sql<{ id: OrderId }>`
    select o.id from orders.orders as o where o.number = ${number} and ${seenBy(viewer)}`.execute(db);
  return rows[0]?.id ?? null;
}

const FACTS = sql`
  id as "orderId", number, status, payment_status as "paymentStatus",
  fulfillment_status as "fulfillmentStatus", total_minor as "totalMinor", gift_card_minor as "giftCardMinor",
  refunded_minor as "refundedMinor", currency`;

/** What reconciliation compares of some orders. */
export async function selectOrderFacts(db: Db | Tx, ids: readonly OrderId[]): Promise<OrderFact[]> {
  const { rows } = await sql<OrderFact>`
    select ${FACTS} from orders.orders where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** Placed after `from` and up to `to`. */
export interface PlacedBetween {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly limit: number;
}

/** The newest orders placed in a period that count as paid. */
export async function selectCountedAsPaid(db: Db, { from, to, limit }: PlacedBetween): Promise<OrderFact[]> {
  const { rows } = await sql<OrderFact>`
    select ${FACTS} from orders.orders
    where created_at > ${from ?? "-infinity"}::timestamptz and created_at <= ${to ?? "infinity"}::timestamptz
      and payment_status in ('paid', 'partially_refunded', 'refunded') and status <> 'cancelled' and total_minor > 0
    order by created_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** One row of a list. `position` is its exact place, for the cursor. */
export interface OrderSummaryRow extends StateColumn, Omit<OrderSummary, "createdAt" | keyof OrderStatuses> {
  readonly id: OrderId;
  readonly createdAt: Date;
  readonly position: string;
}

type Position = readonly [position: string, id: string];

/** Where a page begins in a list with the newest first. */
const olderThan = (after: Position | null) =>
  after ? sql`and (o.created_at, o.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``;

/** A member's orders, newest first, after a position. */
export async function selectOrdersOf(
  db: Db,
  userId: UserId,
  page: { readonly after: Position | null; readonly limit: number },
): Promise<OrderSummaryRow[]> {
  const { rows } = await sql<OrderSummaryRow>`
    select o.id, o.number, ${STATE}, o.created_at as "createdAt", o.created_at::text as position,
      o.total_minor as "totalMinor", o.currency, line.count as "lineCount", line.image
    from orders.orders as o, lateral (
      select count(*)::int as count, (array_agg(image order by position))[1] as image
      from orders.order_lines where order_id = o.id) as line
    where o.user_id = ${userId} ${olderThan(page.after)}
    order by o.created_at desc, o.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** An order in its owner's data export. `position` is its exact place, for the cursor. */
export interface OrderRecordRow extends StateColumn, Omit<OrderRecord, "createdAt" | keyof OrderStatuses> {
  readonly id: OrderId;
  readonly createdAt: Date;
  readonly position: string;
}

/** A member's orders with everything they hold about the member, newest first, after a position. */
export async function selectOrderRecords(
  db: Db,
  userId: UserId,
  page: { readonly after: Position | null; readonly limit: number },
): Promise<OrderRecordRow[]> {
  const { rows } = await sql<OrderRecordRow>`
    select o.id, o.number, ${STATE}, o.email, o.created_at as "createdAt", o.created_at::text as position,
      o.subtotal_minor as "subtotalMinor", o.discount_minor as "discountMinor", o.shipping_minor as "shippingMinor",
      o.tax_minor as "taxMinor", o.total_minor as "totalMinor", o.refunded_minor as "refundedMinor", o.currency,
      o.shipping_address as "shippingAddress", o.shipping_method as "shippingMethod",
      (select coalesce(json_agg(json_build_object('title', line.title, 'variantTitle', line.variant_title,
          'sku', line.sku, 'quantity', line.quantity, 'totalMinor', line.total_minor) order by line.position), '[]')
        from orders.order_lines as line where line.order_id = o.id) as lines,
      (select string_agg(given.reason, E'\n')
        from (
          select request.reason from orders.returns as request where request.order_id = o.id
          union
          select back.reason from orders.return_lines as back where back.order_id = o.id
        ) as given
        where given.reason <> '') as "returnReason"
    from orders.orders as o
    where o.user_id = ${userId} ${olderThan(page.after)}
    order by o.created_at desc, o.id desc limit ${page.limit}`.execute(db);
  return rows;
}

export interface OrderEventRow extends OrderStatuses {
  readonly number: OrderNumber;
  readonly seq: number;
  readonly type: OrderEventType;
  readonly at: Date;
  readonly message: string;
}

/** Events after each order's cursor, at most `limit` for each order, in order. One statement for all. */
export async function selectEventsAfter(
  db: Db,
  cursors: readonly { readonly number: OrderNumber; readonly after: number }[],
  limit: number,
): Promise<OrderEventRow[]> {
  const { rows } = await sql<OrderEventRow>`
    select o.number, event.seq, event.type, event.at, event.message, event.status, event.order_status as "orderStatus",
      event.payment_status as "paymentStatus", event.fulfillment_status as "fulfillmentStatus"
    from unnest(${cursors.map((cursor) => cursor.number)}::text[], ${cursors.map((cursor) => cursor.after)}::int[]) as cursor (number, after)
    join orders.orders as o on o.number = cursor.number
    cross join lateral (
      select * from orders.order_events
      where order_id = o.id and seq > cursor.after order by seq limit ${limit}) as event
    order by o.number, event.seq`.execute(db);
  return rows;
}

export async function selectOrderNumbers(db: Db, orderIds: readonly OrderId[]): Promise<Map<OrderId, OrderNumber>> {
  const { rows } = await sql<{ id: OrderId; number: OrderNumber }>`
    select id, number from orders.orders where id = any(${orderIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, number }) => [id, number]));
}

export interface MailOrderRow extends OrderTotals {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly email: string;
  readonly hasDigital: boolean;
  readonly createdAt: Date;
  readonly paymentStatus: PaymentStatus;
  readonly cancelReason: string | null;
  readonly giftCardMinor: number;
  readonly refundedMinor: number;
  readonly currency: Currency;
  readonly shippingAddress: Address | null;
  readonly shippingMethod: string | null;
  readonly exchangeOf: Order["exchangeOf"];
  readonly lines: readonly {
    readonly lineId: string;
    readonly title: string;
    readonly variantTitle: string;
    readonly quantity: number;
    /** Units that are no longer sent. */
    readonly cancelled: number;
    readonly totalMinor: number;
    readonly image: ProductImage | null;
    readonly backorder: { readonly units: number; readonly shipsBy: string } | null;
  }[];
}

/** What the mails about some orders say. */
export async function selectForMail(db: Db, orderIds: readonly OrderId[]): Promise<MailOrderRow[]> {
  const { rows } = await sql<MailOrderRow>`
    select o.id, o.number, o.email, o.has_digital as "hasDigital", o.cancel_reason as "cancelReason", o.payment_status as "paymentStatus",
      o.created_at as "createdAt",
      ${TOTALS},
      o.refunded_minor as "refundedMinor", o.currency,
      o.shipping_address as "shippingAddress", o.shipping_method as "shippingMethod", ${EXCHANGE_OF} as "exchangeOf",
      (select coalesce(json_agg(json_build_object('lineId', line.position::text, 'title', line.title, 'variantTitle', line.variant_title,
          'quantity', line.quantity, 'cancelled', ${REMOVED_UNITS}, 'totalMinor', line.total_minor, 'image', line.image, 'backorder', ${BACKORDER}) order by line.position), '[]')
        from orders.order_lines as line where line.order_id = o.id) as lines
    from orders.orders as o where o.id = any(${orderIds}::uuid[]) order by o.id`.execute(db);
  return rows;
}

/** What was entered to place some orders, in the order of their ids. */
export async function selectCheckoutDetails(
  db: Db,
  orderIds: readonly OrderId[],
): Promise<
  {
    readonly id: OrderId;
    readonly email: string;
    readonly shippingAddress: Address | null;
    readonly shippingMethodId: string | null;
    readonly promotionCode: string | null;
  }[]
> {
  const { rows } = await sql<Awaited<ReturnType<typeof selectCheckoutDetails>>[number]>`
    select id, email, shipping_address as "shippingAddress", shipping_method_id as "shippingMethodId",
      promotion_code as "promotionCode"
    from orders.orders where id = any(${orderIds}::uuid[]) order by id`.execute(db);
  return rows;
}

/** Rows of one order's timeline, from one number to another. */
export interface TimelineRange {
  readonly orderId: OrderId;
  readonly from: number;
  readonly to: number;
}

/** A row of a timeline as it was written, with the order's number and totals. */
export interface TimelineRow {
  readonly orderId: OrderId;
  readonly number: OrderNumber;
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly data: { readonly fulfillmentId?: string; readonly returnId?: string } | null;
  readonly status: string;
  readonly paymentStatus: string;
  readonly fulfillmentStatus: string;
  readonly totalMinor: number;
  readonly refundedMinor: number;
  readonly currency: Currency;
}

export async function selectTimelineRows(db: Db | Tx, ranges: readonly TimelineRange[]): Promise<TimelineRow[]> {
  const { rows } = await sql<TimelineRow>`
    select o.id as "orderId", o.number, event.seq, event.type, event.at, event.data, event.order_status as status,
      event.payment_status as "paymentStatus", event.fulfillment_status as "fulfillmentStatus",
      o.total_minor as "totalMinor", o.refunded_minor as "refundedMinor", o.currency
    from unnest(
      ${ranges.map((range) => range.orderId)}::uuid[], ${ranges.map((range) => range.from)}::int[],
      ${ranges.map((range) => range.to)}::int[]) as part (order_id, first, last)
    join orders.orders as o on o.id = part.order_id
    cross join lateral (
      select * from orders.order_events
      where order_id = o.id and seq between part.first and part.last order by seq limit 100) as event
    order by o.id, event.seq`.execute(db);
  return rows;
}
