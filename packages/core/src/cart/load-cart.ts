import type { CartId, VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { priceVariants, type PricedVariant } from "../catalog/price-variants.ts";
import { type Availability, UNKNOWN_STOCK } from "../inventory/availability.ts";
import { readAvailability } from "../inventory/read-availability.ts";
import type { CartOwner } from "./cart-owner.ts";
import { selectOpenCart } from "./cart.sql.ts";

/** A line with its current product, price and availability. */
export interface LoadedLine extends Availability {
  readonly variantId: VariantId;
  readonly quantity: number;
  /** The price shown to the shopper when they added it, in minor units. */
  readonly seenPriceMinor: number;
  readonly variant: PricedVariant;
}

export interface LoadedCart {
  readonly id: CartId | null;
  readonly lines: readonly LoadedLine[];
  /** Variants in the cart that no longer exist in the catalogue. They are not shown, priced or ordered. */
  readonly vanished: readonly VariantId[];
}

export const NO_CART: LoadedCart = { id: null, lines: [], vanished: [] };

/**
 * Reads an owner's open cart. Three statements, the last two in parallel; one when the cart is empty. Variants in `priced`
 * are not priced again.
 */
export async function loadCart(
  db: Db,
  owner: CartOwner | null,
  priced: ReadonlyMap<VariantId, PricedVariant> = new Map(),
): Promise<LoadedCart> {
  const cart = owner ? await selectOpenCart(db, owner) : null;
  if (!cart) return NO_CART;
  const variantIds = cart.lines.map((line) => line.variantId);
  if (variantIds.length === 0) return { id: cart.id, lines: [], vanished: [] };
  const [others, available] = await Promise.all([
    priceVariants(
      db,
      variantIds.filter((variantId) => !priced.has(variantId)),
    ),
    readAvailability(db, variantIds),
  ]);
  const variantOf = (variantId: VariantId) => priced.get(variantId) ?? others.get(variantId);
  return {
    id: cart.id,
    lines: cart.lines.flatMap((line) => {
      const variant = variantOf(line.variantId);
      return variant ? [{ ...line, variant, ...(available.get(line.variantId) ?? UNKNOWN_STOCK) }] : [];
    }),
    vanished: variantIds.filter((variantId) => !variantOf(variantId)),
  };
}
