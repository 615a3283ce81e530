import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/**
 * Of the line `line` of the order `o`: units that have arrived, are not part of a return, and were not refunded without one.
 * Of a return that is over, only the units that came back count.
 */
export const RETURNABLE_UNITS = sql`case when line.requires_shipping and o.fulfillment_status in ('partially_delivered', 'delivered', 'partially_returned')
  then greatest(0, (
    select coalesce(sum(part.quantity), 0)
    from orders.fulfillment_lines as part
    join orders.fulfillments as sent on sent.id = part.fulfillment_id and sent.state = 'delivered'
    where part.order_id = line.order_id and part.position = line.position
  ) - (
    select coalesce(sum(case request.state when 'received' then back.received else back.quantity end), 0)
    from orders.return_lines as back
    join orders.returns as request on request.id = back.return_id and request.state <> 'refused'
    where back.order_id = line.order_id and back.position = line.position
  ) - (
    select coalesce(sum(part.quantity - part.removed), 0)
    from orders.refund_lines as part
    join orders.refunds as refund on refund.id = part.refund_id and refund.return_id is null
    where part.order_id = line.order_id and part.position = line.position
  )) else 0 end`;

/** How many units of each line can be returned, by the line's position. The caller has locked the order. */
export async function selectReturnableUnits(tx: Tx, orderId: OrderId): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ position: number; units: number }>`
    select line.position, (${RETURNABLE_UNITS})::int as units
    from orders.order_lines as line join orders.orders as o on o.id = line.order_id
    where line.order_id = ${orderId}`.execute(tx);
  return new Map(rows.map(({ position, units }) => [position, units]));
}

export interface NewReturn {
  readonly id: string;
  readonly orderId: OrderId;
  readonly lines: readonly { readonly position: number; readonly quantity: number; readonly reason: string }[];
}

/** Whether an order has a return with this id. */
export async function hasReturn(tx: Tx, { id, orderId }: Pick<NewReturn, "id" | "orderId">): Promise<boolean> {
  const { rows } = await sql`select from orders.returns where id = ${id} and order_id = ${orderId}`.execute(tx);
  return rows.length > 0;
}

/** Inserts a requested return of some units, at least one line. False when the id is taken. */
export async function insertReturn(tx: Tx, { id, orderId, lines }: NewReturn): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with requested as (
      insert into orders.returns (id, order_id) values (${id}, ${orderId})
      on conflict (id) do nothing returning id, order_id
    )
    insert into orders.return_lines (return_id, order_id, position, quantity, reason)
    select requested.id, requested.order_id, line.position, line.quantity, line.reason
    from requested, unnest(${lines.map((line) => line.position)}::smallint[], ${lines.map((line) => line.quantity)}::int[],
      ${lines.map((line) => line.reason)}::text[]) as line (position, quantity, reason)`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
