import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { type OrderLineRow, selectOrderLines } from "./orders.sql.ts";

export type { OrderLineRow } from "./orders.sql.ts";

/** The lines of each order, in order. */
export async function readOrderLines(db: Db, orderIds: readonly OrderId[]): Promise<Map<OrderId, OrderLineRow[]>> {
  const rows = orderIds.length === 0 ? [] : await selectOrderLines(db, orderIds);
  return Map.groupBy(rows, (row) => row.orderId);
}
