import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { PricedVariant } from "../catalog/price-variants.ts";

/** Whether a variant can be ordered: it is for sale, and priced in the shop's currency. */
export function isSellable(variant: PricedVariant): boolean {
  return variant.sold && variant.currency === SHOP_CURRENCY;
}
