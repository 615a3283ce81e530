import { SHOP_COUNTRY, type ShippingMethod } from "@cartwright/contracts/checkout";
import { chargedMinor } from "@cartwright/contracts/listed-price";
import { SHOP_CURRENCY, sumMinor, timesMinor } from "@cartwright/contracts/money";
import type { PricedVariant } from "../../../catalog/price-variants.ts";
import type { DeliveryRules } from "../../../orders/read-delivery-rules.ts";
import { evaluatePromotion, type Evaluation } from "../../../promotions/evaluate-promotion.ts";
import type { Promotion } from "../../../promotions/find-promotion.ts";
import { goodsDiscountMinor } from "../../../pricing/discount.ts";
import { offeredMethods } from "../../../pricing/shipping.ts";
import { listedRateBp, type TaxArea, taxAt } from "../../../pricing/tax.ts";
import { type Place, refuseAddress, regionProblem } from "../../../places/resolve-place.ts";
import { type OrderPrice, priceOrder } from "../../../pricing/totals.ts";

export interface CheckoutLine {
  readonly quantity: number;
  readonly variant: PricedVariant;
}

/** Everything that was read about a checkout. The price follows from it without further reads. */
export interface CheckoutFacts {
  readonly lines: readonly CheckoutLine[];
  readonly rules: DeliveryRules;
  /** The code that was entered and the promotion found under it. */
  readonly promotion: { readonly code: string; readonly found: Promotion | null } | null;
  readonly destination: Place;
  readonly shippingMethodId: string | null;
}

export interface PricedCheckout {
  readonly price: OrderPrice;
  /** The price of one unit of each line, without the shop's own tax where the destination does not include tax. */
  readonly unitsMinor: readonly number[];
  readonly taxRateBp: number;
  readonly taxArea: TaxArea | null;
  readonly methods: readonly ShippingMethod[];
  /** The requested method if it is offered, else the first that is. Null when none ships there. */
  readonly method: ShippingMethod | null;
  readonly evaluation: Evaluation | null;
}

/**
 * Prices a checkout from what was read. Pure: both the quote and the order placed from it use it. Throws `invalid_input` with the
 * list of regions when the tax depends on the region and the destination has none.
 */
export function priceCheckout(facts: CheckoutFacts): PricedCheckout {
  const { lines, rules, destination } = facts;
  const currency = SHOP_CURRENCY;
  const answer = taxAt(rules.taxes, destination);
  if (answer.kind === "unknown") throw refuseAddress(regionProblem(destination.country), "shippingAddress");
  const { tax } = answer;
  const basis = { ...tax, listedRateBp: listedRateBp(rules.taxes, SHOP_COUNTRY) };
  const untaxed = { ...basis, listedRateBp: 0 };
  const unitsMinor = lines.map(({ variant }) => chargedMinor(variant.priceMinor, variant.taxable ? basis : untaxed));
  const goods = lines.map(({ quantity, variant }, index) => {
    return { unitPriceMinor: unitsMinor[index] ?? 0, quantity, taxable: variant.taxable };
  });
  const subtotalMinor = sumMinor(goods.map((line) => timesMinor(line.unitPriceMinor, line.quantity)));
  const evaluation = facts.promotion && evaluatePromotion(facts.promotion.found, { subtotalMinor, currency });
  const discount = evaluation?.applied ? evaluation.discount : null;
  const shipped = lines.filter(({ variant }) => variant.requiresShipping);
  const methods = offeredMethods(rules.methods, {
    country: destination.country,
    weightGrams: shipped.reduce((sum, { variant, quantity }) => sum + variant.weightGrams * quantity, 0),
    requiresShipping: shipped.length > 0,
    goodsMinor: subtotalMinor - goodsDiscountMinor(discount, subtotalMinor),
    currency,
    // Shipping is taxed when any line is.
    basis: goods.some(({ taxable }) => taxable) ? basis : untaxed,
  });
  const method = methods.find(({ id }) => id === facts.shippingMethodId) ?? methods[0] ?? null;
  const price = priceOrder({ lines: goods, discount, shippingMinor: method?.priceMinor ?? 0, tax });
  return { price, unitsMinor, taxRateBp: tax.rateBp, taxArea: answer.area, methods, method, evaluation };
}
