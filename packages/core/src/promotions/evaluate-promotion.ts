import { type Currency, formatMoney } from "@cartwright/contracts/money";
import type { Discount } from "../pricing/discount.ts";
import type { Promotion } from "./find-promotion.ts";

/** The effect of a code on one order. `message` is for the shopper either way. */
export type Evaluation =
  | { readonly applied: true; readonly message: string; readonly discount: Discount }
  | { readonly applied: false; readonly message: string };

const refused = (message: string): Evaluation => ({ applied: false, message });

function discountOf(promotion: Promotion): Discount {
  if (promotion.kind === "percentage") return { kind: "percentage", percentBp: promotion.percentBp ?? 0 };
  if (promotion.kind === "fixed") return { kind: "fixed", amountMinor: promotion.amountMinor ?? 0 };
  return { kind: "free_shipping" };
}

function describe(discount: Discount, currency: Currency): string {
  if (discount.kind === "percentage") return `${discount.percentBp / 100} % off`;
  if (discount.kind === "fixed") return `${formatMoney(discount.amountMinor, currency)} off`;
  return "Free shipping";
}

/**
 * Decides whether a promotion applies to goods of this value. Pure: the database evaluated dates and limits when it was
 * read. An unknown and an inactive code give the same message, so that codes cannot be guessed.
 */
export function evaluatePromotion(
  promotion: Promotion | null,
  goods: { readonly subtotalMinor: number; readonly currency: Currency },
): Evaluation {
  if (!promotion?.active || !promotion.started) return refused("This code is not valid.");
  if (promotion.ended) return refused("This code has expired.");
  if (promotion.usedUp) return refused("This code has been used up.");
  if (promotion.usedUpByCustomer) return refused("You have already used this code.");
  if (promotion.currency !== null && promotion.currency !== goods.currency) {
    return refused("This code is not valid in this currency.");
  }
  if (goods.subtotalMinor < promotion.minimumMinor) {
    return refused(`This code needs goods of at least ${formatMoney(promotion.minimumMinor, goods.currency)}.`);
  }
  const discount = discountOf(promotion);
  return { applied: true, message: promotion.title || describe(discount, goods.currency), discount };
}
