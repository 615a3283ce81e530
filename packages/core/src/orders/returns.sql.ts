import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../kernel/ids.ts";

/** Inserts a requested return of all lines of an order. False when the order has one already. */
export async function insertReturn(tx: Tx, orderId: OrderId, reason: string): Promise<boolean> {
  const { rows } = await sql`
    with requested as (
      insert into orders.returns (id, order_id, reason) values (${newId()}, ${orderId}, ${reason})
      on conflict (order_id) do nothing returning id, order_id
    ), lines as (
      insert into orders.return_lines (return_id, order_id, position, quantity)
      select requested.id, line.order_id, line.position, line.quantity
      from requested join orders.order_lines as line using (order_id)
    )
    select id from requested`.execute(tx);
  return rows.length === 1;
}
