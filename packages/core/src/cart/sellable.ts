import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { PricedVariant } from "../catalog/price-variants.ts";

/** Whether a variant may be ordered: it is on sale, and priced in the shop's currency. */
export function isSellable(variant: PricedVariant): boolean {
  return variant.sold && variant.currency === SHOP_CURRENCY;
}
