import type { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { lockAccountOrders, moveOrdersOf } from "./account-orders.sql.ts";

/**
 * Gives the orders of one account to another, which sees them from then on. Orders that are being placed are waited for, and orders placed
 * later wait and go to the other account (migration 0097), once the caller has written down the merge. Returns how many moved.
 */
export async function moveToAccount(tx: Tx, from: UserId, to: UserId): Promise<number> {
  await lockAccountOrders(tx, from);
  return moveOrdersOf(tx, from, to);
}
