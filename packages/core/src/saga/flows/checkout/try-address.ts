import type { VariantId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { TriedAddress, TryAddress } from "@cartwright/contracts/shipping";
import type { Db } from "@cartwright/db/client";
import { priceVariants, type PricedVariant } from "../../../catalog/price-variants.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { newId } from "../../../kernel/ids.ts";
import { readDeliveryRules } from "../../../orders/read-delivery-rules.ts";
import { readShipping } from "../../../orders/shipping/read-shipping.ts";
import { resolvePlace } from "../../../places/resolve-place.ts";
import { zoneOf } from "../../../pricing/shipping.ts";
import type { CheckoutLine } from "./price-checkout.ts";
import { priceOrRefuse, toQuote } from "./quote-checkout.ts";

/** Goods of a value and weight, as if the shop sold them. */
function sampleGoods(priceMinor: number, weightGrams: number): PricedVariant {
  return {
    productId: newId(),
    categoryId: null,
    slug: "",
    title: "",
    variantTitle: "",
    sku: null,
    image: null,
    priceMinor,
    currency: SHOP_CURRENCY,
    weightGrams,
    taxable: true,
    requiresShipping: true,
    giftCard: false,
    sold: true,
  };
}

/** What is sent: a product, whose price and weight may be replaced, or goods of a value and weight. */
async function lineOf(db: Db, { variantId, quantity, amountMinor, weightGrams }: TryAddress): Promise<CheckoutLine> {
  if (variantId === undefined)
    return { variantId: newId<VariantId>(), quantity, variant: sampleGoods(amountMinor ?? 0, weightGrams ?? 0) };
  const found = (await priceVariants(db, [variantId])).get(variantId);
  if (!found) throw new AppError("not_found");
  return { variantId, quantity, variant: { ...found, ...(weightGrams === undefined ? {} : { weightGrams }) } };
}

/**
 * What an order to an address would cost, by the rules and the functions of the checkout's quote. Promotions are left out, and
 * stock does not matter. Throws as `quoteCheckout`, and `not_found` for a product that never existed.
 */
export async function tryAddress(db: Db, input: TryAddress): Promise<TriedAddress> {
  const destination = resolvePlace(input, "");
  const [rules, line, { zones }] = await Promise.all([
    readDeliveryRules(db, { currency: SHOP_CURRENCY, country: destination.country }),
    lineOf(db, input),
    readShipping(db),
  ]);
  const priced = priceOrRefuse({
    lines: [line],
    rules,
    promotions: { code: null, found: [] },
    categories: new Map(),
    collections: new Map(),
    destination,
    addressPath: "shippingAddress",
    shippingMethodId: input.shippingMethodId ?? null,
  });
  const quote = toQuote([line], priced, { destination });
  const zone = zoneOf(rules.shipping.zones, destination);
  return {
    zone: zones.find(({ id }) => id === zone?.id)?.name ?? null,
    country: destination.country,
    destination: quote.destination,
    subtotalMinor: quote.subtotalMinor,
    shippingMinor: quote.shippingMinor,
    taxMinor: quote.taxMinor,
    taxIncluded: quote.taxIncluded,
    taxRateBp: quote.taxRateBp,
    totalMinor: quote.totalMinor,
    currency: quote.currency,
    requiresShipping: quote.requiresShipping,
    shippingMethods: quote.shippingMethods,
    shippingMethodId: quote.shippingMethodId,
  };
}
