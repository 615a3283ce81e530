import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { updateSearch } from "./orders.sql.ts";

/** Writes what staff find orders by again, from the orders and their lines. A placed order has it from the start. */
export async function refreshOrderSearch(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  if (orderIds.length > 0) await updateSearch(tx, orderIds);
}
