import type { Cart } from "@cartwright/contracts/cart";
import type { Actor } from "../kernel/actor.ts";
import type { Deps } from "../kernel/deps.ts";
import { ownerOf } from "./cart-owner.ts";
import { deleteLines } from "./cart.sql.ts";
import { getCart } from "./get-cart.ts";

/** Empties the actor's cart and returns it. The cart itself stays open. */
export async function clearCart(deps: Pick<Deps, "db">, actor: Actor): Promise<Cart> {
  const owner = ownerOf(actor);
  if (owner) await deleteLines(deps.db, owner, null);
  return getCart(deps, actor);
}
