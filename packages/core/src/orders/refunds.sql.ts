import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { EXCHANGED_UNITS } from "./exchanges.sql.ts";

interface KeptUnits {
  readonly refundId: string;
  readonly position: number;
  readonly quantity: number;
}

/** Units that were refunded by hand while they were packed or sent, the newest refunds first. */
export async function selectKeptUnits(tx: Tx, orderId: OrderId): Promise<KeptUnits[]> {
  const { rows } = await sql<KeptUnits>`
    select part.refund_id as "refundId", part.position, part.quantity - part.removed as quantity
    from orders.refund_lines as part join orders.refunds as refund on refund.id = part.refund_id and refund.return_id is null
    where part.order_id = ${orderId} and part.quantity > part.removed
    order by refund.created_at desc, refund.id desc`.execute(tx);
  return rows;
}

export async function updateRemoved(tx: Tx, units: readonly KeptUnits[]): Promise<void> {
  if (units.length === 0) return;
  await sql`
    update orders.refund_lines as part set removed = part.removed + more.quantity
    from unnest(${units.map((unit) => unit.refundId)}::uuid[], ${units.map((unit) => unit.position)}::smallint[],
      ${units.map((unit) => unit.quantity)}::int[]) as more (refund_id, position, quantity)
    where part.refund_id = more.refund_id and part.position = more.position`.execute(tx);
}

/** What an order was charged and what refunds of it have said so far. Amounts in minor units. */
export interface RefundFacts {
  readonly totalMinor: number;
  readonly taxMinor: number;
  readonly taxIncluded: boolean;
  readonly shippingMinor: number;
  readonly discountMinor: number;
  /** Whether one of them let the goods that stay keep their discount. */
  readonly keepsDiscount: boolean;
  /** Of refunds that say what they were for, failed ones left out. */
  readonly refunded: { readonly amountMinor: number; readonly taxMinor: number; readonly shippingMinor: number };
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    readonly totalMinor: number;
    readonly discountMinor: number;
    readonly taxMinor: number;
    readonly refunded: number;
    readonly exchanged: number;
  }[];
}

/** Certain while the order is locked. `failed` are refunds whose money never went back: they do not count. */
export async function selectRefundFacts(
  db: Db | Tx,
  orderId: OrderId,
  failed: readonly string[],
): Promise<RefundFacts | null> {
  const { rows } = await sql<RefundFacts>`
    with made as (
      select refund.* from orders.refunds as refund
      where refund.order_id = ${orderId} and refund.id <> all(${failed}::uuid[])
    )
    select o.total_minor as "totalMinor", o.tax_minor as "taxMinor", o.tax_included as "taxIncluded",
      o.shipping_minor as "shippingMinor", o.discount_minor as "discountMinor",
      exists (select from made where keeps_discount) as "keepsDiscount",
      (select json_build_object('amountMinor', coalesce(sum(amount_minor), 0), 'taxMinor', coalesce(sum(tax_minor), 0),
        'shippingMinor', coalesce(sum(shipping_minor), 0)) from made) as refunded,
      (select coalesce(json_agg(json_build_object(
          'lineId', line.position::text, 'quantity', line.quantity, 'totalMinor', line.total_minor,
          'discountMinor', line.discount_minor, 'taxMinor', line.tax_minor, 'exchanged', ${EXCHANGED_UNITS}, 'refunded', (
            select coalesce(sum(part.quantity), 0) from orders.refund_lines as part join made on made.id = part.refund_id
            where part.order_id = line.order_id and part.position = line.position)) order by line.position), '[]')
        from orders.order_lines as line where line.order_id = o.id) as lines
    from orders.orders as o where o.id = ${orderId}`.execute(db);
  return rows[0] ?? null;
}

export interface NewRefund {
  /** That of the payment's refund, if there is any money to send. */
  readonly id: string;
  readonly orderId: OrderId;
  readonly returnId: string | null;
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly shippingMinor: number;
  readonly shippingTaxMinor: number;
  readonly keepsDiscount: boolean;
  readonly reason: string;
  readonly lines: readonly {
    readonly position: number;
    readonly quantity: number;
    /** Units that had not been packed. */
    readonly removed: number;
    readonly amountMinor: number;
    readonly taxMinor: number;
  }[];
}

/** Whether it is recorded. Certain while its order is locked. */
export async function selectIsRecorded(tx: Tx, refundId: string): Promise<boolean> {
  const { rows } = await sql`select from orders.refunds where id = ${refundId}`.execute(tx);
  return rows.length > 0;
}

export async function insertRefund(tx: Tx, refund: NewRefund): Promise<void> {
  const { lines } = refund;
  await sql`
    with made as (
      insert into orders.refunds (id, order_id, return_id, amount_minor, tax_minor, shipping_minor, shipping_tax_minor,
        keeps_discount, reason)
      values (${refund.id}, ${refund.orderId}, ${refund.returnId}, ${refund.amountMinor}, ${refund.taxMinor},
        ${refund.shippingMinor}, ${refund.shippingTaxMinor}, ${refund.keepsDiscount}, ${refund.reason})
      returning id, order_id
    )
    insert into orders.refund_lines (refund_id, order_id, position, quantity, removed, amount_minor, tax_minor)
    select made.id, made.order_id, line.position, line.quantity, line.removed, line.amount_minor, line.tax_minor
    from made, unnest(${lines.map((line) => line.position)}::smallint[], ${lines.map((line) => line.quantity)}::int[],
      ${lines.map((line) => line.removed)}::int[], ${lines.map((line) => line.amountMinor)}::bigint[],
      ${lines.map((line) => line.taxMinor)}::bigint[]) as line (position, quantity, removed, amount_minor, tax_minor)`.execute(
    tx,
  );
}
