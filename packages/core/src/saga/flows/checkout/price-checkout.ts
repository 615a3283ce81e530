import { type FreeShipping, SHOP_COUNTRY, type ShippingMethod } from "@cartwright/contracts/checkout";
import { chargedMinor } from "@cartwright/contracts/listed-price";
import { allocateMinor, SHOP_CURRENCY, sumMinor, timesMinor } from "@cartwright/contracts/money";
import type { PricedVariant } from "../../../catalog/price-variants.ts";
import type { DeliveryRules } from "../../../orders/read-delivery-rules.ts";
import { evaluatePromotion, type Evaluation } from "../../../promotions/evaluate-promotion.ts";
import type { Promotion } from "../../../promotions/find-promotion.ts";
import { type Discount, goodsDiscountMinor } from "../../../pricing/discount.ts";
import { freeShippingBy, offeredMethods } from "../../../pricing/shipping.ts";
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
  /** Where the destination stands in the input. */
  readonly addressPath: "shippingAddress" | "billingAddress";
  readonly shippingMethodId: string | null;
}

export interface PricedCheckout {
  readonly price: OrderPrice;
  /** The price of one unit of each line, without the shop's own tax where the destination does not include tax. */
  readonly unitsMinor: readonly number[];
  readonly taxRateBp: number;
  readonly taxArea: TaxArea | null;
  /** Whether anything needs shipping. Without it there are no methods. */
  readonly requiresShipping: boolean;
  readonly methods: readonly ShippingMethod[];
  /** The requested method if it is offered, else the first that is. Null when none ships there. */
  readonly method: ShippingMethod | null;
  /** How far the order is from free shipping by the method. Null when it is never free, or there is none. */
  readonly freeShipping: FreeShipping | null;
  readonly evaluation: Evaluation | null;
}

/**
 * The weight and value of the lines that ship. Their value is what they cost after their share of the discount: what is
 * delivered by email does not count towards free shipping.
 */
function parcelOf(lines: readonly CheckoutLine[], unitsMinor: readonly number[], discount: Discount | null) {
  const totals = lines.map(({ quantity }, at) => timesMinor(unitsMinor[at] ?? 0, quantity));
  const subtotalMinor = sumMinor(totals);
  const shares = subtotalMinor === 0 ? totals : allocateMinor(goodsDiscountMinor(discount, subtotalMinor), totals);
  const shipped = lines.map(({ variant }) => variant.requiresShipping);
  return {
    weightGrams: lines.reduce(
      (sum, { variant, quantity }, at) => sum + (shipped[at] ? variant.weightGrams * quantity : 0),
      0,
    ),
    goodsMinor: sumMinor(totals.map((total, at) => (shipped[at] ? total - (shares[at] ?? 0) : 0))),
  };
}

/**
 * Prices a checkout from what was read. Pure: both the quote and the order placed from it use it. Throws `invalid_input` with the
 * list of regions when the tax depends on the region and the destination has none.
 */
export function priceCheckout(facts: CheckoutFacts): PricedCheckout {
  const { lines, rules, destination } = facts;
  const currency = SHOP_CURRENCY;
  const answer = taxAt(rules.taxes, destination);
  if (answer.kind === "unknown") throw refuseAddress(regionProblem(destination.country), facts.addressPath);
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
  const requiresShipping = lines.some(({ variant }) => variant.requiresShipping);
  const parcel = parcelOf(lines, unitsMinor, discount);
  const methods = requiresShipping
    ? offeredMethods(rules.methods, {
        country: destination.country,
        ...parcel,
        currency,
        // Shipping is taxed when any line is.
        basis: goods.some(({ taxable }) => taxable) ? basis : untaxed,
      })
    : [];
  const method = methods.find(({ id }) => id === facts.shippingMethodId) ?? methods[0] ?? null;
  const price = priceOrder({ lines: goods, discount, shippingMinor: method?.priceMinor ?? 0, tax });
  return {
    price,
    unitsMinor,
    taxRateBp: tax.rateBp,
    taxArea: answer.area,
    requiresShipping,
    methods,
    method,
    freeShipping: method && freeShippingBy(method, parcel.goodsMinor),
    evaluation,
  };
}
