import type { CartId, OrderId, OrderNumber, ProductId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { Address } from "@cartwright/contracts/checkout";
import type { Currency } from "@cartwright/contracts/money";
import type { OrderEventType } from "@cartwright/contracts/messages";
import { type OrderState, type OrderStatuses, showStatuses } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { OrderTotals } from "../pricing/totals.ts";

/** A new order without its lines. Amounts in minor units of `currency`. */
export interface NewOrder extends OrderTotals {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly email: string;
  readonly userId: UserId | null;
  readonly guestHash: Buffer | null;
  readonly cartId: CartId;
  readonly currency: Currency;
  /** What gift cards pay of the total. */
  readonly giftCardMinor: number;
  readonly promotionCode: string | null;
  /** Null, like the method, when nothing needs shipping. */
  readonly shippingAddress: Address | null;
  readonly shippingMethodId: string | null;
  readonly shippingMethod: string | null;
  readonly taxCountry: string;
  /** Of the lines that are taxed, and of shipping where any is. */
  readonly taxRateBp: number;
  readonly shippingTaxed: boolean;
  readonly idempotencyScope: string;
  readonly idempotencyKey: string;
  readonly requestHash: Buffer;
  readonly traceparent: string | null;
}

/** A line as it was sold. Later changes to the catalogue do not change it. */
export interface NewOrderLine {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly slug: string | null;
  readonly sku: string | null;
  readonly title: string;
  readonly variantTitle: string;
  readonly image: unknown;
  readonly weightGrams: number;
  readonly requiresShipping: boolean;
  readonly quantity: number;
  readonly taxable: boolean;
  /** Each unit is a gift card, issued when the order is confirmed. */
  readonly giftCard: boolean;
  readonly unitPriceMinor: number;
  /** Its shares of the order's discount and tax. */
  readonly discountMinor: number;
  readonly taxMinor: number;
}

/** A timeline event before it is numbered. The shopper reads `message`, but not `data`. */
export interface EventDraft {
  readonly type: OrderEventType;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The state of an order that was just placed. */
export const NEW_ORDER: OrderState = {
  status: "pending",
  reserved: false,
  paymentStatus: "unpaid",
  fulfillmentStatus: "unfulfilled",
};

const LINE_WORDS_MAX = 20_000;
const NOTE_WORDS_MAX = 20_000;

/** What staff find an order by, of its lines: titles, and SKUs as written and in one piece. */
const wordsOf = (lines: readonly NewOrderLine[]): string =>
  lines
    .map(({ sku, title, variantTitle }) => [sku, sku?.replaceAll(/[^\p{L}\p{N}]/gu, ""), title, variantTitle].join(" "))
    .join(" ")
    .slice(0, LINE_WORDS_MAX);

/** Inserts an order with its lines and its first event, in one statement. False when its idempotency key is taken. */
export async function insertOrder(
  tx: Tx,
  order: NewOrder,
  content: { readonly lines: readonly NewOrderLine[]; readonly event: EventDraft },
): Promise<boolean> {
  const lines = content.lines.map((line, index) => ({
    position: index + 1,
    variant_id: line.variantId,
    product_id: line.productId,
    slug: line.slug,
    sku: line.sku,
    title: line.title,
    variant_title: line.variantTitle,
    image: line.image,
    weight_grams: line.weightGrams,
    requires_shipping: line.requiresShipping,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor,
    total_minor: line.unitPriceMinor * line.quantity,
    discount_minor: line.discountMinor,
    tax_minor: line.taxMinor,
    taxable: line.taxable,
    gift_card: line.giftCard,
  }));
  const after = showStatuses(NEW_ORDER);
  const address = order.shippingAddress && JSON.stringify(order.shippingAddress);
  const { rows } = await sql<{ id: string }>`
    with placed as (
      insert into orders.orders (
        id, number, email, user_id, guest_hash, cart_id, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor,
        tax_included, total_minor, gift_card_minor, promotion_code, shipping_address, shipping_method_id, shipping_method, tax_country, tax_rate_bp, shipping_taxed, has_digital,
        idempotency_scope, idempotency_key, request_hash, traceparent, last_seq, search)
      values (
        ${order.id}, ${order.number}, ${order.email}, ${order.userId}, ${order.guestHash}, ${order.cartId}, ${order.currency},
        ${order.subtotalMinor}, ${order.discountMinor}, ${order.shippingMinor}, ${order.taxMinor}, ${order.taxIncluded},
        ${order.totalMinor}, ${order.giftCardMinor}, ${order.promotionCode}, ${address}, ${order.shippingMethodId},
        ${order.shippingMethod}, ${order.taxCountry}, ${order.taxRateBp}, ${order.shippingTaxed}, ${lines.some((line) => !line.requires_shipping)},
        ${order.idempotencyScope}, ${order.idempotencyKey}, ${order.requestHash}, ${order.traceparent}, 1,
        search.order_document(${order.number}, ${order.email}, ${address ?? "{}"}::jsonb, ${wordsOf(content.lines)}))
      on conflict (idempotency_scope, idempotency_key) do nothing
      returning id
    ), written as (
      insert into orders.order_events (order_id, seq, type, message, data, status, order_status, payment_status, fulfillment_status)
      select id, 1, ${content.event.type}, ${content.event.message}, ${JSON.stringify(content.event.data ?? null)}::jsonb,
        ${after.status}, ${after.orderStatus}, ${after.paymentStatus}, ${after.fulfillmentStatus}
      from placed
    ), filled as (
      insert into orders.order_lines (
        order_id, position, variant_id, product_id, slug, sku, title, variant_title, image, weight_grams, requires_shipping,
        quantity, unit_price_minor, total_minor, discount_minor, tax_minor, taxable, gift_card)
      select placed.id, line.*
      from placed, json_to_recordset(${JSON.stringify(lines)}) as line (
        position smallint, variant_id uuid, product_id uuid, slug text, sku text, title text, variant_title text, image jsonb,
        weight_grams int, requires_shipping boolean, quantity int, unit_price_minor bigint, total_minor bigint,
        discount_minor bigint, tax_minor bigint, taxable boolean, gift_card boolean)
    )
    select id from placed`.execute(tx);
  return rows.length === 1;
}

/** Writes the words that orders are found by, from what they contain now. */
export async function updateSearch(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  await sql`
    update orders.orders o set search = search.order_document(o.number, o.email, o.shipping_address, concat_ws(' ', l.words, (
        select left(string_agg(note.body, ' ' order by note.created_at desc), ${NOTE_WORDS_MAX}::int)
        from orders.order_notes as note where note.order_id = o.id
      ), (select string_agg(tagged.tag, ' ') from orders.order_tags as tagged where tagged.order_id = o.id)))
      || payments.card_words(o.id)
    from (
      select order_id, left(string_agg(concat_ws(' ', sku, regexp_replace(sku, '[^[:alnum:]]', '', 'g'), title, variant_title), ' ' order by position),
        ${LINE_WORDS_MAX}::int) as words
      from orders.order_lines where order_id = any(${orderIds}::uuid[]) group by order_id
    ) l where l.order_id = o.id`.execute(tx);
}

/** An order while its row is locked. */
export interface LockedOrder {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly state: OrderState;
  readonly email: string;
  readonly userId: UserId | null;
  readonly currency: Currency;
  readonly totalMinor: number;
  readonly giftCardMinor: number;
  readonly refundedMinor: number;
  readonly lastSeq: number;
  /** False when nothing of it ships. */
  readonly ships: boolean;
  /** Whether any of its lines is delivered by email. */
  readonly hasDigital: boolean;
  /** Seconds since it was placed, by the database's clock. */
  readonly ageSeconds: number;
}

/** The four columns of an order's state as one JSON object. */
const STATE = sql`json_build_object('status', status, 'reserved', reserved, 'paymentStatus', payment_status,
  'fulfillmentStatus', fulfillment_status)`;

/** Locks orders by ascending id. The map leaves out orders that do not exist. */
export async function lockOrders(tx: Tx, orderIds: readonly OrderId[]): Promise<Map<OrderId, LockedOrder>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await sql<LockedOrder>`
    select id, number, ${STATE} as state, email, user_id as "userId", currency, total_minor as "totalMinor",
      gift_card_minor as "giftCardMinor", refunded_minor as "refundedMinor", last_seq as "lastSeq", shipping_method_id is not null as ships,
      has_digital as "hasDigital", extract(epoch from now() - created_at)::float8 as "ageSeconds"
    from orders.orders where id = any(${orderIds}::uuid[]) order by id for update`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface OrderLineRow {
  readonly orderId: OrderId;
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly title: string;
  readonly variantTitle: string;
}

/** The lines of some orders, by position. */
export async function selectOrderLines(db: Db, orderIds: readonly OrderId[]): Promise<OrderLineRow[]> {
  const { rows } = await sql<OrderLineRow>`
    select order_id as "orderId", variant_id as "variantId", quantity, title, variant_title as "variantTitle"
    from orders.order_lines where order_id = any(${orderIds}::uuid[]) order by order_id, position`.execute(db);
  return rows;
}

/** What a line waits for: units that were not on hand, and the day by which they ship. */
export interface Backordered {
  readonly orderId: OrderId;
  readonly variantId: VariantId;
  readonly units: number;
  readonly shipsBy: string;
}

/** Notes on lines what ships later. The orders are locked already. */
export async function updateBackordered(tx: Tx, lines: readonly Backordered[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    update orders.order_lines as line set backordered = later.units, ships_by = later.ships_by
    from unnest(
      ${lines.map((line) => line.orderId)}::uuid[], ${lines.map((line) => line.variantId)}::uuid[],
      ${lines.map((line) => line.units)}::int[], ${lines.map((line) => line.shipsBy)}::date[]
    ) as later (order_id, variant_id, units, ships_by)
    where line.order_id = later.order_id and line.variant_id = later.variant_id`.execute(tx);
}

/** A change to one order. `to` names the axes that change; without it only events are added. */
export interface OrderMove {
  readonly orderId: OrderId;
  readonly from: OrderState;
  readonly to?: Partial<OrderState>;
  readonly events: readonly EventDraft[];
  /** Added to the order's refunded amount. */
  readonly refundedMinor?: number;
  readonly cancelReason?: string;
  /** True when the order's checkout ends with this move, in either way. */
  readonly settles?: boolean;
}

/** An order's timeline after a move. */
export interface MovedOrder {
  readonly orderId: OrderId;
  readonly number: OrderNumber;
  readonly lastSeq: number;
  readonly traceparent: string | null;
  /** How many events the move added. The last one has the number `lastSeq`. */
  readonly added: number;
}

/** The columns that a move writes. Its events carry the state after it. */
function toRow({ orderId, from, to, events, ...move }: OrderMove) {
  const after: OrderState = { ...from, ...to };
  const shown: OrderStatuses = showStatuses(after);
  return {
    id: orderId,
    from,
    after,
    summary: shown.status,
    events: JSON.stringify(events),
    refunded: move.refundedMinor ?? 0,
    cancelReason: move.cancelReason ?? null,
    settles: move.settles ?? false,
  };
}

/**
 * Applies moves, each only from the state it expects, and numbers their events while holding the order's row, so that the
 * numbers have no gaps and no duplicates. One statement for all. Returns the orders that moved.
 *
 * The rows come from arrays: Postgres knows how many those hold, and reads the orders by their index. Of a JSON document it
 * expects 100 rows, and reads the whole table.
 */
export async function applyMoves(tx: Tx, moves: readonly OrderMove[]): Promise<MovedOrder[]> {
  const rows = moves.map(toRow);
  const result = await sql<MovedOrder>`
    with moved as (
      update orders.orders as target
      set status = move.to_status, payment_status = move.to_payment, fulfillment_status = move.to_fulfillment,
        reserved = move.reserved,
        search = case when move.to_payment = move.from_payment then target.search
          else target.search || payments.card_words(target.id) end,
        last_seq = target.last_seq + jsonb_array_length(move.events),
        refunded_minor = target.refunded_minor + move.refunded,
        cancel_reason = coalesce(move.cancel_reason, target.cancel_reason),
        settled_at = case when move.settles then coalesce(target.settled_at, now()) else target.settled_at end,
        updated_at = now()
      from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.from.status)}::text[],
        ${rows.map((row) => row.from.paymentStatus)}::text[], ${rows.map((row) => row.from.fulfillmentStatus)}::text[],
        ${rows.map((row) => row.after.status)}::text[], ${rows.map((row) => row.after.paymentStatus)}::text[],
        ${rows.map((row) => row.after.fulfillmentStatus)}::text[], ${rows.map((row) => row.after.reserved)}::boolean[],
        ${rows.map((row) => row.summary)}::text[], ${rows.map((row) => row.events)}::jsonb[],
        ${rows.map((row) => row.refunded)}::bigint[], ${rows.map((row) => row.cancelReason)}::text[],
        ${rows.map((row) => row.settles)}::boolean[]
      ) as move (id, from_status, from_payment, from_fulfillment, to_status, to_payment, to_fulfillment, reserved, summary,
        events, refunded, cancel_reason, settles)
      where target.id = move.id and target.status = move.from_status and target.payment_status = move.from_payment
        and target.fulfillment_status = move.from_fulfillment
      returning target.id, target.number, target.status, target.payment_status, target.fulfillment_status, target.last_seq,
        target.traceparent, move.summary, move.events, jsonb_array_length(move.events) as added
    ), written as (
      insert into orders.order_events (order_id, seq, type, message, data, status, order_status, payment_status, fulfillment_status)
      select moved.id, moved.last_seq - moved.added + event.position, event.value ->> 'type', event.value ->> 'message',
        event.value -> 'data', moved.summary, moved.status, moved.payment_status, moved.fulfillment_status
      from moved, jsonb_array_elements(moved.events) with ordinality as event (value, position)
    )
    select id as "orderId", number, last_seq as "lastSeq", traceparent, added from moved`.execute(tx);
  return result.rows;
}

/** The order that a repeated request with the same idempotency key returns. */
export interface PlacedRow {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly state: OrderState;
  readonly totalMinor: number;
  readonly currency: Currency;
  readonly requestHash: Buffer;
}

export async function selectPlaced(db: Db, scope: string, key: string): Promise<PlacedRow | null> {
  const { rows } = await sql<PlacedRow>`
    select id, number, ${STATE} as state, total_minor as "totalMinor", currency, request_hash as "requestHash"
    from orders.orders where idempotency_scope = ${scope} and idempotency_key = ${key}`.execute(db);
  return rows[0] ?? null;
}
