import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import type { ShippingRule } from "../pricing/shipping.ts";
import type { TaxRules } from "../pricing/tax.ts";

export interface DeliveryRules {
  readonly methods: readonly ShippingRule[];
  readonly taxes: TaxRules;
}

/** Where an order goes, and the country whose tax the listed prices contain. */
export interface RuledPlace {
  readonly currency: Currency;
  readonly country: string;
  readonly homeCountry: string;
}

/**
 * Active shipping methods with bands in a currency, in display order (`methods`), and the tax rates and tax areas that may apply
 * to a country, with the rate of the shop's own (`taxes`): two columns of a statement.
 */
export function deliveryRulesColumns({ currency, country, homeCountry }: RuledPlace): RawBuilder<unknown> {
  return sql`
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
      json_build_object(
        'rates', (select coalesce(json_agg(json_build_object(
            'country', tax.country, 'region', tax.region, 'rateBp', tax.rate_bp, 'included', tax.included)), '[]')
          from orders.tax_rates as tax
          where tax.country in (${country}, ${homeCountry}, '*')
            or tax.country in (select code from orders.tax_areas where country = ${country})),
        'areas', (select coalesce(json_agg(json_build_object(
            'code', area.code, 'name', area.name, 'country', area.country, 'postalFrom', area.postal_from,
            'postalTo', area.postal_to, 'outside', area.outside)), '[]')
          from orders.tax_areas as area where area.country = ${country})) as taxes`;
}

/** {@link deliveryRulesColumns}, alone. */
export async function selectDeliveryRules(db: Db, place: RuledPlace): Promise<DeliveryRules> {
  const { rows } = await sql<DeliveryRules>`select ${deliveryRulesColumns(place)}`.execute(db);
  return rows[0] ?? { methods: [], taxes: { rates: [], areas: [] } };
}
