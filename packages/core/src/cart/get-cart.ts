import type { Cart } from "@cartwright/contracts/cart";
import type { Actor } from "../kernel/actor.ts";
import type { Deps } from "../kernel/deps.ts";
import { ownerOf } from "./cart-owner.ts";
import { loadCart } from "./load-cart.ts";
import { showCart } from "./show-cart.ts";

/** The actor's open cart at today's prices, with its problems. Creates nothing: a new visitor sees an empty cart without an id. */
export async function getCart(deps: Pick<Deps, "db">, actor: Actor): Promise<Cart> {
  return showCart(await loadCart(deps.db, ownerOf(actor)));
}
