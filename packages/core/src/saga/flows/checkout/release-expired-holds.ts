import { inTransaction } from "@cartwright/db/transaction";
import { listExpiredHolds } from "../../../inventory/list-expired-holds.ts";
import { releaseStock } from "../../../inventory/release-stock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { lockOrders } from "../../../orders/move-orders.ts";
import { isOpen } from "../../engine/saga.ts";
import { readUnfinishedSagas, wakeSoon } from "../../engine/unfinished-sagas.ts";

/**
 * Ends holds that have expired. A saga that still works on the order is woken first: it cancels the charge, so that no one
 * pays for stock that is gone, and releases the stock itself. Where no saga works on the order, or it has not released the
 * stock within `graceMs`, the stock is released here; a payment that arrives after that finds other stock or is refunded.
 * Bounded. Returns how many orders lost their hold.
 */
export async function releaseExpiredHolds(
  deps: Deps,
  page: { readonly limit: number; readonly graceMs: number },
): Promise<number> {
  const expired = await listExpiredHolds(deps.db, { limit: page.limit, forMs: 0 });
  if (expired.length === 0) return 0;
  const unfinished = await readUnfinishedSagas(deps.db, expired);
  const open = unfinished.filter((saga) => isOpen(saga.state));
  await wakeSoon(
    deps.db,
    open.map((saga) => saga.id),
  );
  const inProgress = new Set(open.map((saga) => saga.orderId));
  const overdue = new Set(await listExpiredHolds(deps.db, { limit: page.limit, forMs: page.graceMs }));
  const toRelease = expired.filter((orderId) => !inProgress.has(orderId) || overdue.has(orderId));
  if (toRelease.length === 0) return 0;
  const released = await inTransaction(deps.db, async (tx) => {
    // Everything that settles an order's hold locks its row first.
    await lockOrders(tx, toRelease);
    return releaseStock(tx, toRelease, "expire");
  });
  if (released.size > 0) deps.nudgeRelay();
  return released.size;
}
