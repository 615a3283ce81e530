import type { Cart } from "@cartwright/contracts/cart";
import type { Actor } from "../kernel/actor.ts";
import type { Deps } from "../kernel/deps.ts";
import { ownerOf } from "./cart-owner.ts";
import { deleteLines } from "./cart.sql.ts";
import { deleteDraft } from "./checkout-drafts.sql.ts";
import { getCart } from "./get-cart.ts";

/** Empties the actor's cart, with what they entered at the checkout, and returns it. The cart itself stays open. */
export async function clearCart(deps: Pick<Deps, "db">, actor: Actor): Promise<Cart> {
  const owner = ownerOf(actor);
  if (owner) {
    await deleteLines(deps.db, owner, null);
    await deleteDraft(deps.db, owner);
  }
  return getCart(deps, actor);
}
