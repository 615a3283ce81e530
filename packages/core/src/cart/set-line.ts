import type { Cart, SetLine } from "@cartwright/contracts/cart";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { ownerOf } from "./cart-owner.ts";
import { deleteLines } from "./cart.sql.ts";
import { getCart } from "./get-cart.ts";
import { writeLine } from "./write-line.ts";

/**
 * Sets the quantity of a variant in the actor's cart (0 removes it, whether it is for sale or not) and returns the cart.
 * Setting a line again also accepts today's price. A quantity above what is available is accepted and shown as a problem.
 * Errors: `variant_unavailable`, `cart_full` (100 lines), `invalid_input`, `sign_in_required` (no identity).
 */
export async function setLine(deps: Pick<Deps, "db">, actor: Actor, input: SetLine): Promise<Cart> {
  const owner = ownerOf(actor);
  if (input.quantity === 0) {
    if (owner) await deleteLines(deps.db, owner, input.variantId);
    return getCart(deps, actor);
  }
  if (!owner) throw new AppError("sign_in_required");
  return writeLine(deps, owner, { ...input, kind: "set" });
}
