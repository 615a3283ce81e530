import type { ShippingMethod } from "@cartwright/contracts/checkout";
import { SHOP_CURRENCY, sumMinor, timesMinor } from "@cartwright/contracts/money";
import type { PricedVariant } from "../../../catalog/price-variants.ts";
import type { DeliveryRules } from "../../../orders/read-delivery-rules.ts";
import { evaluatePromotion, type Evaluation } from "../../../promotions/evaluate-promotion.ts";
import type { Promotion } from "../../../promotions/find-promotion.ts";
import { goodsDiscountMinor } from "../../../pricing/discount.ts";
import { offeredMethods } from "../../../pricing/shipping.ts";
import { taxAt } from "../../../pricing/tax.ts";
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
  readonly destination: { readonly country: string; readonly region: string };
  readonly shippingMethodId: string | null;
}

export interface PricedCheckout {
  readonly price: OrderPrice;
  readonly methods: readonly ShippingMethod[];
  /** The requested method if it is offered, else the first that is. Null when none ships there. */
  readonly method: ShippingMethod | null;
  readonly evaluation: Evaluation | null;
}

/** Prices a checkout from what was read. Pure: both the quote and the order placed from it use it. */
export function priceCheckout(facts: CheckoutFacts): PricedCheckout {
  const { lines, rules, destination } = facts;
  const currency = SHOP_CURRENCY;
  const subtotalMinor = sumMinor(lines.map(({ variant, quantity }) => timesMinor(variant.priceMinor, quantity)));
  const evaluation = facts.promotion && evaluatePromotion(facts.promotion.found, { subtotalMinor, currency });
  const discount = evaluation?.applied ? evaluation.discount : null;
  const shipped = lines.filter(({ variant }) => variant.requiresShipping);
  const methods = offeredMethods(rules.methods, {
    country: destination.country,
    weightGrams: shipped.reduce((sum, { variant, quantity }) => sum + variant.weightGrams * quantity, 0),
    requiresShipping: shipped.length > 0,
    goodsMinor: subtotalMinor - goodsDiscountMinor(discount, subtotalMinor),
    currency,
  });
  const method = methods.find(({ id }) => id === facts.shippingMethodId) ?? methods[0] ?? null;
  const price = priceOrder({
    lines: lines.map(({ variant, quantity }) => {
      return { unitPriceMinor: variant.priceMinor, quantity, taxable: variant.taxable };
    }),
    discount,
    shippingMinor: method?.priceMinor ?? 0,
    tax: taxAt(rules.taxes, destination),
  });
  return { price, methods, method, evaluation };
}
