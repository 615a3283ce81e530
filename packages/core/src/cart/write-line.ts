import { type Cart, LINE_QUANTITY_MAX, type SetLine } from "@cartwright/contracts/cart";
import { AMOUNT_MINOR_MAX } from "@cartwright/contracts/money";
import { violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { priceVariants } from "../catalog/price-variants.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import type { CartOwner } from "./cart-owner.ts";
import { upsertLine } from "./cart.sql.ts";
import { loadCart } from "./load-cart.ts";
import { isSellable } from "./sellable.ts";
import { showCart } from "./show-cart.ts";

/**
 * Sets the quantity of a line, or adds to it, and accepts today's price. Returns the cart. A sum stops at what one line can
 * hold. Errors: `variant_unavailable`, `cart_full` (100 lines), `invalid_input` (more than one line can hold).
 */
export async function writeLine(
  deps: Pick<Deps, "db">,
  owner: CartOwner,
  { variantId, quantity, kind }: SetLine & { readonly kind: "set" | "add" },
): Promise<Cart> {
  const priced = await priceVariants(deps.db, [variantId]);
  const variant = priced.get(variantId);
  if (!variant || !isSellable(variant))
    throw new AppError("variant_unavailable", { message: getTranslations("errorDetails")("notForSale") });
  const affordable = variant.priceMinor === 0 ? LINE_QUANTITY_MAX : Math.floor(AMOUNT_MINOR_MAX / variant.priceMinor);
  const quantityMax = Math.min(LINE_QUANTITY_MAX, affordable);
  if (quantity > quantityMax) {
    throw new AppError("invalid_input", { fields: { quantity: getTranslations("fieldProblems")("orderQuantity") } });
  }
  try {
    const rule = kind === "set" ? ({ kind } as const) : { kind, quantityMax };
    await upsertLine(deps.db, owner, { variantId, quantity, seenPriceMinor: variant.priceMinor, rule });
  } catch (error) {
    if (violatedConstraint(error) === "lines_max") throw new AppError("cart_full", { cause: error });
    throw error;
  }
  return showCart(await loadCart(deps.db, owner, priced));
}
