import type { AddLine, Cart } from "@cartwright/contracts/cart";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { ownerOf } from "./cart-owner.ts";
import { writeLine } from "./write-line.ts";

/**
 * Adds a quantity of a variant to what the actor's cart has of it, and returns the cart. The sum is made by the database, so
 * a page does not have to know the cart, and nothing is lost when two tabs add at once. Errors as {@link writeLine}, and
 * `sign_in_required` (no identity).
 */
export async function addLine(deps: Pick<Deps, "db">, actor: Actor, input: AddLine): Promise<Cart> {
  const owner = ownerOf(actor);
  if (!owner) throw new AppError("sign_in_required");
  return writeLine(deps, owner, { ...input, kind: "add" });
}
