import { type Currency, formatMoney, sumMinor, timesMinor } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Offer } from "../pricing/combine-offers.ts";
import { effectOf, isScoped, type Promotion, unitsNeeded } from "./promotion.ts";

/** A line as far as promotions care. */
export interface EligibleLine {
  readonly productId: string;
  /** The category of its product and all of those above it. */
  readonly categoryIds: readonly string[];
  /** Collections that its product is in, as far as a promotion names them. */
  readonly collectionIds: readonly string[];
  readonly unitPriceMinor: number;
  readonly quantity: number;
  /** False for gift cards, which no promotion is for. */
  readonly discountable: boolean;
}

/** Whether a promotion may be used for some goods. `message` is for the shopper; null when it is nothing to tell them. */
export type Evaluation =
  | { readonly eligible: true; readonly offer: Offer }
  | { readonly eligible: false; readonly message: string | null };

const refused = (message: string | null): Evaluation => ({ eligible: false, message });

/** Which lines a promotion is for. */
export function scopeOf(promotion: Promotion, lines: readonly EligibleLine[]): boolean[] {
  if (!isScoped(promotion)) return lines.map(({ discountable }) => discountable);
  const products = new Set(promotion.productIds);
  const groups = new Set([...promotion.categoryIds, ...promotion.collectionIds]);
  return lines.map(
    ({ productId, categoryIds, collectionIds, discountable }) =>
      discountable && (products.has(productId) || [...categoryIds, ...collectionIds].some((id) => groups.has(id))),
  );
}

/** What a promotion does, in a few words for the shopper. Its title if it has one. */
export function describePromotion(promotion: Promotion, currency: Currency): string {
  const t = getTranslations("cartProblems");
  if (promotion.title !== "") return promotion.title;
  const effect = effectOf(promotion);
  if (effect.kind === "percentage") return t("code.percentOff", { percent: effect.percentBp / 100 });
  if (effect.kind === "fixed") return t("code.amountOff", { amount: formatMoney(effect.amountMinor, currency) });
  if (effect.kind === "free_shipping") return t("code.freeShipping");
  const { buyQuantity: buy, getQuantity: get, percentBp } = effect;
  return percentBp === 10_000
    ? t("code.getFree", { buy, get })
    : t("code.buyGet", { buy, get, percent: percentBp / 100 });
}

/** Why its code cannot be used by anyone, or by this customer, whatever the goods. Null when it can. */
function whyNotNow(promotion: Promotion, currency: Currency): string | null {
  const t = getTranslations("cartProblems");
  if (!promotion.active || !promotion.started) return t("code.invalid");
  if (promotion.ended) return t("code.expired");
  if (promotion.usedUp) return t("code.usedUp");
  if (promotion.usedUpByCustomer) return t("code.usedByYou");
  return promotion.currency !== null && promotion.currency !== currency ? t("code.currency") : null;
}

/** An offer is worth a hint once half of what it needs is in the cart. */
const isNear = (have: number, needed: number) => have * 2 >= needed;

/** What is missing for its minimums. Null when nothing is, or when it is too much to mention for an offer without a code. */
function whatIsMissing(
  promotion: Promotion,
  goods: { readonly minor: number; readonly units: number; readonly currency: Currency },
): { readonly message: string | null } | null {
  const t = getTranslations("cartProblems");
  const missingMinor = promotion.minimumMinor - goods.minor;
  const missingUnits = unitsNeeded(promotion) - goods.units;
  const title = promotion.code === null ? describePromotion(promotion, goods.currency) : null;
  if (missingMinor > 0) {
    const amount = formatMoney(promotion.minimumMinor, goods.currency);
    const missing = formatMoney(missingMinor, goods.currency);
    if (title !== null)
      return { message: isNear(goods.minor, promotion.minimumMinor) ? t("offer.spend", { missing, title }) : null };
    return { message: t(isScoped(promotion) ? "code.minimumOf" : "code.minimum", { amount, missing }) };
  }
  if (missingUnits <= 0) return null;
  const count = missingUnits;
  if (title !== null)
    return { message: isNear(goods.units, unitsNeeded(promotion)) ? t("offer.units", { count, title }) : null };
  return { message: t(isScoped(promotion) ? "code.unitsOf" : "code.units", { count }) };
}

/**
 * Decides whether a promotion may be used for these goods. Pure: the database evaluated dates and limits when it was read. An
 * unknown and an inactive code give the same message, so that codes cannot be guessed. Minimums are those of the goods that
 * it is for, before any discount.
 */
export function evaluatePromotion(
  promotion: Promotion,
  goods: { readonly lines: readonly EligibleLine[]; readonly currency: Currency },
): Evaluation {
  const { lines, currency } = goods;
  const isEntered = promotion.code !== null;
  const refusal = whyNotNow(promotion, currency);
  if (refusal !== null) return refused(isEntered ? refusal : null);
  const scope = scopeOf(promotion, lines);
  const own = lines.filter((_, at) => scope[at]);
  // Nobody needs to hear of an offer for goods that they do not buy.
  if (own.length === 0) return refused(isEntered ? getTranslations("cartProblems")("code.otherGoods") : null);
  const minor = sumMinor(own.map((line) => timesMinor(line.unitPriceMinor, line.quantity)));
  const units = own.reduce((sum, { quantity }) => sum + quantity, 0);
  const missing = whatIsMissing(promotion, { minor, units, currency });
  if (missing !== null) return refused(missing.message);
  const { id, combinable } = promotion;
  return {
    eligible: true,
    offer: { id, effect: effectOf(promotion), scope, isScoped: isScoped(promotion), combinable, byCode: isEntered },
  };
}
