import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectExpiredHolds } from "./stock.sql.ts";

/** Orders whose hold on stock has run out and was neither settled nor given back, the longest overdue first. */
export async function listExpiredHolds(db: Db, limit: number): Promise<OrderId[]> {
  return selectExpiredHolds(db, limit);
}
