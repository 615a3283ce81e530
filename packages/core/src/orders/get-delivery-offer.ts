import { type DeliveryOffer, type DeliveryRequest, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { offeredMethods } from "../pricing/shipping.ts";
import { readDeliveryRules } from "./read-delivery-rules.ts";

/** How the shop ships to a country and what that costs at least, for pages that come before the checkout. */
export async function getDeliveryOffer(deps: { readonly db: Db }, request: DeliveryRequest): Promise<DeliveryOffer> {
  const country = request.country ?? SHOP_COUNTRY;
  const { methods } = await readDeliveryRules(deps.db, { currency: SHOP_CURRENCY, country });
  const parcel = { country, weightGrams: 0, requiresShipping: true, goodsMinor: 0, currency: SHOP_CURRENCY };
  return { country, methods: offeredMethods(methods, parcel) };
}
