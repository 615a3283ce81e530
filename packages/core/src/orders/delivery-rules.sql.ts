import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { ShippingRule } from "../pricing/shipping.ts";
import type { TaxRule } from "../pricing/tax.ts";

export interface DeliveryRules {
  readonly methods: readonly ShippingRule[];
  readonly taxes: readonly TaxRule[];
}

/**
 * Active shipping methods with bands in a currency, in display order, and the tax rates that may apply to a country. One
 * statement.
 */
export async function selectDeliveryRules(db: Db, currency: Currency, country: string): Promise<DeliveryRules> {
  const { rows } = await sql<DeliveryRules>`
    select
      (select coalesce(json_agg(json_build_object(
          'id', method.id, 'title', method.title, 'description', method.description, 'countries', method.countries,
          'bands', method.bands) order by method.position, method.id), '[]')
        from (
          select m.id, m.title, m.description, m.countries, m.position, (
            select coalesce(json_agg(json_build_object(
                'upToGrams', band.up_to_grams, 'priceMinor', band.price_minor, 'freeFromMinor', band.free_from_minor
              ) order by band.up_to_grams), '[]')
            from orders.shipping_bands as band where band.method_id = m.id and band.currency = ${currency}) as bands
          from orders.shipping_methods as m where m.active order by m.position, m.id limit 200
        ) as method) as methods,
      (select coalesce(json_agg(json_build_object(
          'country', tax.country, 'region', tax.region, 'rateBp', tax.rate_bp, 'included', tax.included)), '[]')
        from orders.tax_rates as tax where tax.country in (${country}, '*')) as taxes`.execute(db);
  return rows[0] ?? { methods: [], taxes: [] };
}
