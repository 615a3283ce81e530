import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectExpiredHolds } from "./stock.sql.ts";

/** Orders whose hold on stock expired at least `forMs` ago and was neither committed nor released, the oldest first. */
export async function listExpiredHolds(
  db: Db,
  page: { readonly limit: number; readonly forMs: number },
): Promise<OrderId[]> {
  return selectExpiredHolds(db, page);
}
