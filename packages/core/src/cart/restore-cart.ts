import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { refillCarts, reopenCarts } from "./cart.sql.ts";

/**
 * Restores carts after checkouts were cancelled: the lines are copied into the owner's open cart, which is created if there
 * is none. An open cart that holds something is left as it is. The ordered cart stays with its order. Two statements for
 * all orders.
 */
export async function restoreCart(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  if (orderIds.length === 0) return;
  await reopenCarts(tx, orderIds);
  await refillCarts(tx, orderIds);
}
