import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectOrderNumbers } from "./order-reads.sql.ts";

/** The numbers of orders, for log lines. Those that do not exist are left out. */
export async function findOrderNumbers(
  db: Db,
  orderIds: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, OrderNumber>> {
  return orderIds.length === 0 ? new Map() : selectOrderNumbers(db, orderIds);
}
