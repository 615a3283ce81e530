import { type DeliveryOffer, type DeliveryRequest, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { resolvePlace } from "../places/resolve-place.ts";
import { listedRateBp, taxAt } from "../pricing/tax.ts";
import { offeredMethods } from "../pricing/shipping.ts";
import { readDeliveryRules } from "./read-delivery-rules.ts";

/** How the shop ships to a place and what that costs at least, for pages that come before the checkout. */
export async function getDeliveryOffer(deps: { readonly db: Db }, request: DeliveryRequest): Promise<DeliveryOffer> {
  const place = resolvePlace({ ...request, country: request.country ?? SHOP_COUNTRY }, "");
  const { country, region } = place;
  const { shipping, taxes } = await readDeliveryRules(deps.db, { currency: SHOP_CURRENCY, country });
  const answer = taxAt(taxes, place);
  const basis = answer.kind === "known" ? { ...answer.tax, listedRateBp: listedRateBp(taxes, SHOP_COUNTRY) } : null;
  const listed = { rateBp: 0, included: false, listedRateBp: listedRateBp(taxes, SHOP_COUNTRY) };
  const parcel = {
    country,
    region,
    weightGrams: 0,
    goodsMinor: 0,
    currency: SHOP_CURRENCY,
    // Untaxed shipping has no tax in its price.
    basis: taxes.shippingTaxed ? (basis ?? listed) : { ...listed, listedRateBp: 0 },
  };
  return { country, methods: offeredMethods(shipping, parcel), basis };
}
