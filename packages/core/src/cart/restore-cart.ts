import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { refillCarts, reopenCarts } from "./cart.sql.ts";
import { insertDrafts } from "./checkout-drafts.sql.ts";

/**
 * Restores carts after checkouts were cancelled: the lines are copied into the owner's open cart, which is created if there
 * is none. An open cart that holds something is left as it is. The ordered cart stays with its order. What the shoppers had
 * entered at the checkout (`drafts`, by order) is restored too. Three statements for all orders.
 */
export async function restoreCart(tx: Tx, drafts: ReadonlyMap<OrderId, CheckoutDraft>): Promise<void> {
  const orderIds = [...drafts.keys()];
  if (orderIds.length === 0) return;
  await reopenCarts(tx, orderIds);
  await refillCarts(tx, orderIds);
  await insertDrafts(tx, drafts);
}
