import { type FreeShipping, SHOP_COUNTRY, type ShippingMethod } from "@cartwright/contracts/checkout";
import type { VariantId } from "@cartwright/contracts/ids";
import { chargedMinor } from "@cartwright/contracts/listed-price";
import { SHOP_CURRENCY, sumMinor, timesMinor } from "@cartwright/contracts/money";
import type { PricedVariant } from "../../../catalog/price-variants.ts";
import { discountBy } from "../../../pricing/combine-offers.ts";
import type { DeliveryRules } from "../../../orders/read-delivery-rules.ts";
import { freeShippingBy, offeredMethods } from "../../../pricing/shipping.ts";
import { type Effect } from "../../../pricing/effect.ts";
import { listedRateBp, type TaxArea, taxAt } from "../../../pricing/tax.ts";
import { type Place, refuseAddress, regionProblem } from "../../../places/resolve-place.ts";
import { type OrderPrice, priceOrder } from "../../../pricing/totals.ts";
import { type FoundPromotions, judgePromotions, type JudgedPromotions } from "./judge-promotions.ts";

export interface CheckoutLine {
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly variant: PricedVariant;
}

/** Nobody sells money for less than it is: a gift card is never reduced. */
const isDiscountable = ({ variant }: Pick<CheckoutLine, "variant">) => !variant.giftCard;

/** Everything that was read about a checkout. The price follows from it without further reads. */
export interface CheckoutFacts {
  readonly lines: readonly CheckoutLine[];
  readonly rules: DeliveryRules;
  readonly promotions: FoundPromotions;
  /** What staff take off the goods of an order that they put together. No promotion applies to one, so none must be found. */
  readonly staffDiscount?: Effect | null;
  /** The categories above each, itself included, as far as the promotions name categories. */
  readonly categories: ReadonlyMap<string, readonly string[]>;
  /** The collections of each product, as far as the promotions name collections. */
  readonly collections: ReadonlyMap<string, readonly string[]>;
  readonly destination: Place;
  /** Where the destination stands in the input. */
  readonly addressPath: "shippingAddress" | "billingAddress";
  readonly shippingMethodId: string | null;
}

export interface PricedCheckout {
  readonly price: OrderPrice;
  /** The price of one unit of each line, without the shop's own tax where the destination does not include tax. */
  readonly unitsMinor: readonly number[];
  /** What gift cards may pay: all but other gift cards. */
  readonly payableByGiftCardMinor: number;
  readonly taxRateBp: number;
  readonly shippingTaxed: boolean;
  readonly taxArea: TaxArea | null;
  /** Whether anything needs shipping. Without it there are no methods. */
  readonly requiresShipping: boolean;
  readonly methods: readonly ShippingMethod[];
  /** The requested method if it is offered, else the first that is. Null when none ships there. */
  readonly method: ShippingMethod | null;
  /** How far the order is from free shipping by the method. Null when it is never free, or there is none. */
  readonly freeShipping: FreeShipping | null;
  readonly promotions: JudgedPromotions;
}

/**
 * The weight and value of the lines that ship. Their value is what they cost after their share of the discount: what is
 * delivered by email does not count towards free shipping.
 */
function parcelOf(lines: readonly CheckoutLine[], leftMinor: readonly number[]) {
  const shipped = lines.map(({ variant }) => variant.requiresShipping);
  return {
    weightGrams: lines.reduce(
      (sum, { variant, quantity }, at) => sum + (shipped[at] ? variant.weightGrams * quantity : 0),
      0,
    ),
    goodsMinor: sumMinor(leftMinor.filter((_, at) => shipped[at])),
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
  const { shippingTaxed } = rules.taxes;
  const basis = { ...tax, listedRateBp: listedRateBp(rules.taxes, SHOP_COUNTRY) };
  const untaxed = { ...basis, listedRateBp: 0 };
  const unitsMinor = lines.map(({ variant }) => chargedMinor(variant.priceMinor, variant.taxable ? basis : untaxed));
  const goods = lines.map(({ quantity, variant }, index) => {
    return { unitPriceMinor: unitsMinor[index] ?? 0, quantity, taxable: variant.taxable };
  });
  const requiresShipping = lines.some(({ variant }) => variant.requiresShipping);
  /** How the goods can ship once this is left to pay for each line. */
  const shippingOf = (leftMinor: readonly number[]) => {
    const parcel = parcelOf(lines, leftMinor);
    const methods = requiresShipping
      ? offeredMethods(rules.shipping, {
          country: destination.country,
          region: destination.region,
          ...parcel,
          currency,
          // Shipping is taxed when any line is, where the shop taxes it.
          basis: shippingTaxed && goods.some(({ taxable }) => taxable) ? basis : untaxed,
        })
      : [];
    const method = methods.find(({ id }) => id === facts.shippingMethodId) ?? methods[0] ?? null;
    return { parcel, methods, method };
  };
  const promotions = judgePromotions(facts.promotions, {
    lines: lines.map(({ variantId, quantity, variant }, at) => ({
      key: variantId,
      productId: variant.productId,
      categoryIds: variant.categoryId === null ? [] : (facts.categories.get(variant.categoryId) ?? []),
      collectionIds: facts.collections.get(variant.productId) ?? [],
      unitPriceMinor: unitsMinor[at] ?? 0,
      quantity,
      discountable: isDiscountable({ variant }),
    })),
    shippingPriceOf: (leftMinor) => shippingOf(leftMinor).method?.priceMinor ?? 0,
  });
  const discount = facts.staffDiscount
    ? discountBy(facts.staffDiscount, { lines: goods, shippingMinor: 0, scope: lines.map(isDiscountable) })
    : promotions.discount;
  const { parcel, methods, method } = shippingOf(
    goods.map((line, at) => timesMinor(line.unitPriceMinor, line.quantity) - (discount.linesMinor[at] ?? 0)),
  );
  const price = priceOrder({ lines: goods, discount, shippingMinor: method?.priceMinor ?? 0, tax, shippingTaxed });
  const cardsMinor = price.lines.map(({ totalMinor }, at) => (lines[at]?.variant.giftCard ? totalMinor : 0));
  return {
    price,
    payableByGiftCardMinor: price.totalMinor - sumMinor(cardsMinor),
    unitsMinor,
    taxRateBp: tax.rateBp,
    shippingTaxed,
    taxArea: answer.area,
    requiresShipping,
    methods,
    method,
    freeShipping: method && freeShippingBy(method, parcel.goodsMinor),
    promotions,
  };
}
