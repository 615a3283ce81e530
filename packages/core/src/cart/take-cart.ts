import type { CartId, OrderId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { ownerOf } from "./cart-owner.ts";
import { markOrdered, selectLines } from "./cart.sql.ts";

export interface TakenCart {
  readonly cartId: CartId;
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
}

/**
 * Takes the actor's open cart for an order, once: of two concurrent placements one gets it and the other finds no cart.
 * Lines added later go to a new cart. Throws `cart_empty` (and the caller's transaction must roll back).
 */
export async function takeCartForOrder(
  tx: Tx,
  order: { readonly actor: Actor; readonly orderId: OrderId },
): Promise<TakenCart> {
  const owner = ownerOf(order.actor);
  const cartId = owner ? await markOrdered(tx, owner, order.orderId) : null;
  if (!cartId) throw new AppError("cart_empty");
  const lines = await selectLines(tx, cartId);
  if (lines.length === 0) throw new AppError("cart_empty");
  return { cartId, lines };
}
