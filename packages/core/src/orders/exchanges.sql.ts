import type { Address } from "@cartwright/contracts/checkout";
import type { OrderId, OrderNumber, ProductId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { ReturnState } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Exchanges that hold: their new order is not cancelled. */
const HELD = sql`orders.exchanges as exchange
  join orders.orders as sent on sent.id = exchange.new_order_id and sent.status <> 'cancelled'`;

/** Of the line `line`: units for which others were sent in exchange. */
export const EXCHANGED_UNITS = sql`(
  select coalesce(sum(swap.quantity), 0) from orders.exchange_lines as swap
  join ${HELD} on exchange.id = swap.exchange_id
  where swap.order_id = line.order_id and swap.position = line.position)`;

/** The exchanges of the return `request` as JSON, oldest first. */
export const RETURN_EXCHANGES = sql`(
  select coalesce(json_agg(json_build_object(
      'number', sent.number, 'isCancelled', sent.status = 'cancelled', 'lines', (
        select json_agg(json_build_object('lineId', swap.position::text, 'quantity', swap.quantity,
          'title', new_line.title, 'variantTitle', new_line.variant_title) order by swap.new_position)
        from orders.exchange_lines as swap
        join orders.order_lines as new_line on new_line.order_id = sent.id and new_line.position = swap.new_position
        where swap.exchange_id = exchange.id)) order by exchange.created_at, exchange.id), '[]')
  from orders.exchanges as exchange join orders.orders as sent on sent.id = exchange.new_order_id
  where exchange.return_id = request.id)`;

/** What the order `o` was sent in exchange for, as JSON, or null. */
export const EXCHANGE_OF = sql`(
  select json_build_object('number', origin.number, 'paidNumber', paid.number)
  from orders.exchanges as exchange
  join orders.orders as origin on origin.id = exchange.order_id
  join orders.orders as paid on paid.id = exchange.paid_order_id
  where exchange.new_order_id = o.id)`;

/** A returned line, what has become of its units, and what was paid for it. Amounts in minor units, tax included. */
export interface ReturnedLineRow {
  readonly lineId: string;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string | null;
  readonly unitPriceMinor: number;
  readonly taxable: boolean;
  /** Units of the whole line. */
  readonly ordered: number;
  readonly refunded: number;
  readonly exchanged: number;
  /** Units of the return: those that came once it is over, else all that were asked for. */
  readonly returned: number;
  /** Units of the return that it has paid for, and those that were exchanged. */
  readonly refundedHere: number;
  readonly exchangedHere: number;
  readonly paidMinor: number;
  readonly paidTaxMinor: number;
}

/** An order whose goods are exchanged, as its successor copies it. */
export interface ExchangedOrderRow {
  readonly orderId: OrderId;
  /** The order whose charge paid for the goods. */
  readonly paidOrderId: OrderId;
  readonly state: ReturnState;
  readonly version: number;
  readonly number: OrderNumber;
  readonly email: string;
  readonly userId: UserId | null;
  readonly guestHash: Buffer | null;
  readonly currency: Currency;
  readonly taxIncluded: boolean;
  readonly taxCountry: string | null;
  readonly taxRateBp: number | null;
  readonly shippingTaxed: boolean | null;
  readonly shippingAddress: Address | null;
  readonly shippingMethodId: string | null;
  readonly shippingMethod: string | null;
  readonly lines: readonly ReturnedLineRow[];
}

/**
 * A return and its order, for an exchange. `failed` are refunds whose money never went back: they do not count. Certain while the order
 * is locked. The goods of an order that was itself sent in exchange were paid for by an earlier one.
 */
export async function selectExchangeFacts(
  db: Db | Tx,
  returnId: string,
  failed: readonly string[],
): Promise<ExchangedOrderRow | null> {
  const { rows } = await sql<ExchangedOrderRow>`
    select o.id as "orderId", coalesce(origin.paid_order_id, o.id) as "paidOrderId", request.state, o.last_seq as version, o.number,
      o.email, o.user_id as "userId", o.guest_hash as "guestHash", o.currency, o.tax_included as "taxIncluded",
      o.tax_country as "taxCountry", o.tax_rate_bp as "taxRateBp", o.shipping_taxed as "shippingTaxed",
      o.shipping_address as "shippingAddress", o.shipping_method_id as "shippingMethodId", o.shipping_method as "shippingMethod",
      (select coalesce(json_agg(json_build_object(
          'lineId', line.position::text, 'variantId', line.variant_id, 'productId', line.product_id, 'title', line.title,
          'variantTitle', line.variant_title, 'sku', line.sku, 'unitPriceMinor', line.unit_price_minor,
          'taxable', coalesce(line.taxable, true), 'ordered', line.quantity, 'exchanged', ${EXCHANGED_UNITS},
          'returned', case request.state when 'received' then back.received else back.quantity end,
          'refunded', gone.units, 'refundedHere', gone.here,
          'exchangedHere', (select coalesce(sum(swap.quantity), 0) from orders.exchange_lines as swap
            join ${HELD} on exchange.id = swap.exchange_id
            where exchange.return_id = request.id and swap.position = line.position),
          'paidMinor', coalesce(paid.amount_minor,
            line.total_minor - line.discount_minor + case when o.tax_included then 0 else line.tax_minor end),
          'paidTaxMinor', coalesce(paid.tax_minor, line.tax_minor)) order by line.position), '[]')
        from orders.return_lines as back
        join orders.order_lines as line on line.order_id = back.order_id and line.position = back.position
        left join orders.exchange_lines as paid on paid.exchange_id = origin.id and paid.new_position = line.position
        cross join lateral (
          select coalesce(sum(part.quantity), 0) as units,
            coalesce(sum(part.quantity) filter (where refund.return_id = request.id), 0) as here
          from orders.refund_lines as part
          join orders.refunds as refund on refund.id = part.refund_id and refund.id <> all(${failed}::uuid[])
          where part.order_id = line.order_id and part.position = line.position) as gone
        where back.return_id = request.id) as lines
    from orders.returns as request
    join orders.orders as o on o.id = request.order_id
    left join orders.exchanges as origin on origin.new_order_id = o.id
    where request.id = ${returnId}`.execute(db);
  return rows[0] ?? null;
}

export interface NewExchange {
  readonly id: string;
  readonly returnId: string;
  readonly orderId: OrderId;
  readonly newOrderId: OrderId;
  readonly paidOrderId: OrderId;
  readonly lines: readonly {
    readonly newPosition: number;
    readonly position: number;
    readonly quantity: number;
    readonly amountMinor: number;
    readonly taxMinor: number;
  }[];
}

export async function insertExchange(tx: Tx, exchange: NewExchange): Promise<void> {
  const { lines } = exchange;
  await sql`
    with made as (
      insert into orders.exchanges (id, return_id, order_id, new_order_id, paid_order_id)
      values (${exchange.id}, ${exchange.returnId}, ${exchange.orderId}, ${exchange.newOrderId}, ${exchange.paidOrderId})
      returning id, order_id
    )
    insert into orders.exchange_lines (exchange_id, new_position, order_id, position, quantity, amount_minor, tax_minor)
    select made.id, line.new_position, made.order_id, line.position, line.quantity, line.amount_minor, line.tax_minor
    from made, unnest(${lines.map((line) => line.newPosition)}::smallint[], ${lines.map((line) => line.position)}::smallint[],
      ${lines.map((line) => line.quantity)}::int[], ${lines.map((line) => line.amountMinor)}::bigint[],
      ${lines.map((line) => line.taxMinor)}::bigint[]) as line (new_position, position, quantity, amount_minor, tax_minor)`.execute(
    tx,
  );
}

/** Orders that were sent in exchange, with the order of the returned goods and the one that was paid. */
export interface ExchangeOrigin {
  readonly newOrderId: OrderId;
  readonly newNumber: OrderNumber;
  readonly orderId: OrderId;
  readonly paidNumber: OrderNumber;
}

/** The origins of those of some orders that were sent in exchange, by the order's id. */
export async function selectExchangeOrigins(db: Db | Tx, orderIds: readonly OrderId[]): Promise<ExchangeOrigin[]> {
  const { rows } = await sql<ExchangeOrigin>`
    select exchange.new_order_id as "newOrderId", sent.number as "newNumber", exchange.order_id as "orderId", paid.number as "paidNumber"
    from orders.exchanges as exchange
    join orders.orders as sent on sent.id = exchange.new_order_id
    join orders.orders as paid on paid.id = exchange.paid_order_id
    where exchange.new_order_id = any(${orderIds}::uuid[]) order by exchange.new_order_id`.execute(db);
  return rows;
}

/** Units of a return for which others were sent in exchange, by the line's id. */
export async function selectExchangedUnits(tx: Tx, returnId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ lineId: string; quantity: number }>`
    select swap.position::text as "lineId", sum(swap.quantity)::int as quantity
    from ${HELD} join orders.exchange_lines as swap on swap.exchange_id = exchange.id
    where exchange.return_id = ${returnId} group by swap.position`.execute(tx);
  return new Map(rows.map(({ lineId, quantity }) => [lineId, quantity]));
}

/** The order by which items of a return were sent in exchange, if one holds. */
export async function selectHeldExchange(tx: Tx, returnId: string): Promise<OrderNumber | null> {
  const { rows } = await sql<{ number: OrderNumber }>`
    select sent.number from ${HELD} where exchange.return_id = ${returnId} order by exchange.created_at limit 1`.execute(
    tx,
  );
  return rows[0]?.number ?? null;
}
