import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { type DeliveryRules, selectDeliveryRules } from "./delivery-rules.sql.ts";

export type { DeliveryRules } from "./delivery-rules.sql.ts";

/** How orders ship to a country, and how they are taxed there. At most 200 methods. */
export async function readDeliveryRules(
  db: Db,
  destination: { readonly currency: Currency; readonly country: string },
): Promise<DeliveryRules> {
  return selectDeliveryRules(db, { ...destination, homeCountry: SHOP_COUNTRY });
}
