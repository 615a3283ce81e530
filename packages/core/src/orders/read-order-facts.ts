import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { OrderFact } from "../payments/reconcile.ts";
import { selectOrderFacts } from "./order-reads.sql.ts";

/** What reconciliation compares of some orders. The map leaves out orders that do not exist. */
export async function readOrderFacts(db: Db, orderIds: readonly OrderId[]): Promise<Map<OrderId, OrderFact>> {
  const rows = orderIds.length === 0 ? [] : await selectOrderFacts(db, orderIds);
  return new Map(rows.map((row) => [row.orderId, row]));
}
