import type { StoredAddress } from "@cartwright/contracts/checkout";
import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { z } from "zod";

/** What the documents of an order say about it. Amounts in minor units. */
export interface InvoiceFacts {
  readonly orderId: OrderId;
  readonly number: OrderNumber;
  readonly email: string;
  readonly createdAt: Date;
  readonly currency: Currency;
  readonly shippingAddress: z.infer<typeof StoredAddress> | null;
  readonly shippingMethod: string | null;
  readonly taxIncluded: boolean;
  readonly taxRateBp: number | null;
  readonly taxMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly shippingTaxed: boolean | null;
  readonly lines: readonly {
    readonly position: number;
    readonly title: string;
    readonly variantTitle: string;
    readonly sku: string | null;
    readonly quantity: number;
    readonly unitPriceMinor: number;
    readonly totalMinor: number;
    readonly discountMinor: number;
    readonly taxMinor: number;
    readonly taxable: boolean | null;
  }[];
  /** What refunds were for, whether or not they were made. */
  readonly refunds: readonly {
    readonly id: string;
    readonly taxMinor: number;
    readonly shippingMinor: number;
    readonly shippingTaxMinor: number | null;
    readonly parts: readonly {
      readonly position: number;
      readonly quantity: number;
      readonly amountMinor: number;
      readonly taxMinor: number | null;
    }[];
  }[];
}

/**
 * Orders that have been confirmed, with what their documents say, by id. Others are left out, and so are those that were sent in
 * exchange: the invoice of the returned goods is theirs.
 */
export async function selectInvoiceFacts(db: Db | Tx, orderIds: readonly OrderId[]): Promise<InvoiceFacts[]> {
  const { rows } = await sql<InvoiceFacts>`
    select o.id as "orderId", o.number, o.email, o.created_at as "createdAt", o.currency,
      o.shipping_address as "shippingAddress", o.shipping_method as "shippingMethod", o.tax_included as "taxIncluded",
      o.tax_rate_bp as "taxRateBp", o.tax_minor as "taxMinor", o.discount_minor as "discountMinor",
      o.shipping_minor as "shippingMinor", o.shipping_taxed as "shippingTaxed",
      (select json_agg(json_build_object('position', line.position, 'title', line.title, 'variantTitle', line.variant_title,
          'sku', line.sku, 'quantity', line.quantity, 'unitPriceMinor', line.unit_price_minor, 'totalMinor', line.total_minor,
          'discountMinor', line.discount_minor, 'taxMinor', line.tax_minor, 'taxable', line.taxable) order by line.position)
        from orders.order_lines as line where line.order_id = o.id) as lines,
      (select coalesce(json_agg(json_build_object('id', refund.id, 'taxMinor', refund.tax_minor,
          'shippingMinor', refund.shipping_minor, 'shippingTaxMinor', refund.shipping_tax_minor, 'parts', (
            select coalesce(json_agg(json_build_object('position', part.position, 'quantity', part.quantity,
              'amountMinor', part.amount_minor, 'taxMinor', part.tax_minor) order by part.position), '[]')
            from orders.refund_lines as part where part.refund_id = refund.id))), '[]')
        from orders.refunds as refund where refund.order_id = o.id) as refunds
    from orders.orders as o
    where o.id = any(${orderIds}::uuid[]) and exists (
      select from orders.order_events as event where event.order_id = o.id and event.type = 'order.confirmed')
      and not exists (select from orders.exchanges as exchange where exchange.new_order_id = o.id)
    order by o.id`.execute(db);
  return rows;
}

/** Where a walk over rows in the order of a time is. */
export interface WalkPosition {
  readonly at: string;
  readonly id: string;
}

/** The next orders whose checkout has ended, oldest first, but those of the last `graceSeconds`, whose transactions may not be committed. */
export async function selectSettledAfter(
  db: Db | Tx,
  after: WalkPosition,
  { limit, graceSeconds }: { readonly limit: number; readonly graceSeconds: number },
): Promise<(WalkPosition & { readonly orderId: OrderId })[]> {
  const { rows } = await sql<WalkPosition & { orderId: OrderId }>`
    select settled_at::text as at, id, id as "orderId" from orders.orders
    where settled_at is not null and (settled_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
      and settled_at < now() - ${graceSeconds} * interval '1 second'
    order by settled_at, id limit ${limit}`.execute(db);
  return rows;
}
