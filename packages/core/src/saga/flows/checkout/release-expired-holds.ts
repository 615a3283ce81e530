import { inTransaction } from "@cartwright/db/transaction";
import { listExpiredHolds } from "../../../inventory/list-expired-holds.ts";
import { releaseStock } from "../../../inventory/release-stock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { lockOrders } from "../../../orders/move-orders.ts";
import { isOpen } from "../../engine/saga.ts";
import { makeDue, selectUnfinished } from "../../engine/sagas.sql.ts";

/**
 * Ends holds whose time ran out. A saga that still works on the order is told first: it ends the charge, so that nobody
 * pays for goods that are gone, and gives the stock back itself. Where no saga works (any more), or it has not managed
 * within `graceMs`, the stock is given back sameStep; a payment that arrives after all finds other stock or is refunded.
 * Bounded; outcomes how many orders lost their hold.
 */
export async function releaseExpiredHolds(
  deps: Deps,
  page: { readonly limit: number; readonly graceMs: number },
): Promise<number> {
  const expired = await listExpiredHolds(deps.db, { limit: page.limit, forMs: 0 });
  if (expired.length === 0) return 0;
  const unfinished = await selectUnfinished(deps.db, expired);
  const open = unfinished.filter((saga) => isOpen(saga.state));
  await makeDue(
    deps.db,
    open.map((saga) => saga.id),
  );
  const atWork = new Set(open.map((saga) => saga.orderId));
  const overdue = new Set(await listExpiredHolds(deps.db, { limit: page.limit, forMs: page.graceMs }));
  const toRelease = expired.filter((orderId) => !atWork.has(orderId) || overdue.has(orderId));
  if (toRelease.length === 0) return 0;
  const released = await inTransaction(deps.db, async (tx) => {
    // Whoever settles an order's hold has its row.
    await lockOrders(tx, toRelease);
    return releaseStock(tx, toRelease, "expire");
  });
  if (released.size > 0) deps.nudgeRelay();
  return released.size;
}
