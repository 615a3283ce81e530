import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { RawBuilder } from "kysely";
import { type DeliveryRules, deliveryRulesColumns, selectDeliveryRules } from "./delivery-rules.sql.ts";

export type { DeliveryRules } from "./delivery-rules.sql.ts";

interface Destination {
  readonly currency: Currency;
  readonly country: string;
}

/** The columns of {@link DeliveryRules}, for a statement that reads more. */
export const deliveryRules = (destination: Destination): RawBuilder<unknown> =>
  deliveryRulesColumns({ ...destination, homeCountry: SHOP_COUNTRY });

/** How orders ship to a country, and how they are taxed there. At most 200 methods. */
export async function readDeliveryRules(db: Db, destination: Destination): Promise<DeliveryRules> {
  return selectDeliveryRules(db, { ...destination, homeCountry: SHOP_COUNTRY });
}
