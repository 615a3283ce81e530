import { z } from "zod";
import { CartId, ProductId, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { CART_LINES_MAX, LINE_QUANTITY_MAX } from "./cart-limits.ts";
import { ProductImage } from "./catalog.ts";
import { Backorder } from "./stock-policy.ts";

export { CART_LINES_MAX, LINE_QUANTITY_MAX };

export const SetLine = z.strictObject({ variantId: VariantId, quantity: z.int().min(0).max(LINE_QUANTITY_MAX) });
export type SetLine = z.infer<typeof SetLine>;

/** Adds to the quantity that is in the cart already. */
export const AddLine = z.strictObject({ variantId: VariantId, quantity: z.int().min(1).max(LINE_QUANTITY_MAX) });
export type AddLine = z.infer<typeof AddLine>;

/** A change since the owner last saw their cart, shown before paying. */
export const CartProblem = z.strictObject({
  variantId: VariantId,
  kind: z.enum(["price_changed", "not_enough_stock", "sold_out", "discontinued"]),
  message: z.string(),
  /** Price when it was added, for `price_changed`; in minor units. */
  wasMinor: AmountMinor.nullable(),
});
export type CartProblem = z.infer<typeof CartProblem>;

export const CartLine = z.strictObject({
  variantId: VariantId,
  productId: ProductId,
  slug: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  image: ProductImage.nullable(),
  quantity: z.int().min(1).max(LINE_QUANTITY_MAX),
  unitPriceMinor: AmountMinor,
  totalMinor: AmountMinor,
  available: z.int().min(0),
  /** Null unless the variant is sold below zero. */
  backorder: Backorder.nullable(),
  requiresShipping: z.boolean(),
});
export type CartLine = z.infer<typeof CartLine>;

/** The contents of a cart in its owner's data export. */
export const CartRecord = CartLine.pick({ title: true, variantTitle: true, sku: true, quantity: true });
export type CartRecord = z.infer<typeof CartRecord>;

/** `id` is null for a visitor without a cart: reading creates nothing. */
export const Cart = z.strictObject({
  id: CartId.nullable(),
  lines: z.array(CartLine),
  subtotalMinor: AmountMinor,
  currency: Currency,
  problems: z.array(CartProblem),
});
export type Cart = z.infer<typeof Cart>;
