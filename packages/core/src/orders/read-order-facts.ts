import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import type { OrderFact } from "../payments/reconcile.ts";
import { type PlacedBetween, selectOrderFacts, selectCountedAsPaid } from "./order-reads.sql.ts";

const byId = (rows: readonly OrderFact[]) => new Map(rows.map((row) => [row.orderId, row]));

/** What reconciliation compares of some orders. The map leaves out orders that do not exist. */
export async function readOrderFacts(db: Db | Tx, orderIds: readonly OrderId[]): Promise<Map<OrderId, OrderFact>> {
  return byId(orderIds.length === 0 ? [] : await selectOrderFacts(db, orderIds));
}

/** The newest orders placed in a period that count as paid, 500 at most. */
export async function readOrdersCountedAsPaid(db: Db, period: PlacedBetween): Promise<Map<OrderId, OrderFact>> {
  return byId(await selectCountedAsPaid(db, period));
}
