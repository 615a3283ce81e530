import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { type DeliveryRules, deliveryRules } from "../../../orders/read-delivery-rules.ts";
import { findPromotions } from "../../../promotions/find-promotions.ts";
import type { Promotion } from "../../../promotions/promotion.ts";

export interface CheckoutRules {
  readonly rules: DeliveryRules;
  /** The promotion of the code, if there is one, and those that apply without a code. */
  readonly found: readonly Promotion[];
}

/** Everything that the shop has laid down for a checkout: delivery to a country, its taxes, and promotions. One statement. */
export async function selectCheckoutRules(
  db: Db,
  {
    country,
    code,
    customerKeys,
  }: { readonly country: string; readonly code: string | null; readonly customerKeys: readonly string[] },
): Promise<CheckoutRules> {
  const { rows } = await sql<DeliveryRules & { found: readonly Promotion[] }>`
    select ${deliveryRules({ currency: SHOP_CURRENCY, country })}, ${findPromotions(code, customerKeys)} as found`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error("a statement without a from clause returns one row");
  const { found, ...rules } = row;
  return { rules, found };
}
