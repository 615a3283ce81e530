import { type Currency, formatMoney } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
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
  const t = getTranslations("cartProblems");
  if (discount.kind === "percentage") return t("code.percentOff", { percent: discount.percentBp / 100 });
  if (discount.kind === "fixed") return t("code.amountOff", { amount: formatMoney(discount.amountMinor, currency) });
  return t("code.freeShipping");
}

/**
 * Decides whether a promotion applies to goods of this value. Pure: the database evaluated dates and limits when it was
 * read. An unknown and an inactive code give the same message, so that codes cannot be guessed.
 */
export function evaluatePromotion(
  promotion: Promotion | null,
  goods: { readonly subtotalMinor: number; readonly currency: Currency },
): Evaluation {
  const t = getTranslations("cartProblems");
  if (!promotion?.active || !promotion.started) return refused(t("code.invalid"));
  if (promotion.ended) return refused(t("code.expired"));
  if (promotion.usedUp) return refused(t("code.usedUp"));
  if (promotion.usedUpByCustomer) return refused(t("code.usedByYou"));
  if (promotion.currency !== null && promotion.currency !== goods.currency) {
    return refused(t("code.currency"));
  }
  if (goods.subtotalMinor < promotion.minimumMinor) {
    return refused(t("code.minimum", { amount: formatMoney(promotion.minimumMinor, goods.currency) }));
  }
  const discount = discountOf(promotion);
  return { applied: true, message: promotion.title || describe(discount, goods.currency), discount };
}
