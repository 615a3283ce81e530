import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../kernel/ids.ts";

/** Writes a return that a shopper asks for; false when there is one for the order already. */
export async function insertReturn(tx: Tx, orderId: OrderId, reason: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.returns (id, order_id, reason) values (${newId()}, ${orderId}, ${reason})
    on conflict (order_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
