import { type Cart, LINE_QUANTITY_MAX, type SetLine } from "@cartwright/contracts/cart";
import { AMOUNT_MINOR_MAX } from "@cartwright/contracts/money";
import { violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { priceVariants } from "../catalog/price-variants.ts";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { ownerOf } from "./cart-owner.ts";
import { deleteLines, upsertLine } from "./cart.sql.ts";
import { getCart } from "./get-cart.ts";
import { loadCart } from "./load-cart.ts";
import { isSellable } from "./sellable.ts";
import { showCart } from "./show-cart.ts";

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
  const priced = await priceVariants(deps.db, [input.variantId]);
  const variant = priced.get(input.variantId);
  if (!variant || !isSellable(variant))
    throw new AppError("variant_unavailable", { message: getTranslations("errorDetails")("notForSale") });
  if (input.quantity > LINE_QUANTITY_MAX || variant.priceMinor * input.quantity > AMOUNT_MINOR_MAX) {
    throw new AppError("invalid_input", { fields: { quantity: getTranslations("fieldProblems")("orderQuantity") } });
  }
  try {
    await upsertLine(deps.db, owner, { ...input, seenPriceMinor: variant.priceMinor });
  } catch (error) {
    if (violatedConstraint(error) === "lines_max") throw new AppError("cart_full", { cause: error });
    throw error;
  }
  return showCart(await loadCart(deps.db, owner, priced));
}
