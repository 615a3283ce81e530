import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import type { ShippingRules } from "../pricing/shipping.ts";
import type { ShopTaxes } from "../pricing/tax.ts";

export interface DeliveryRules {
  readonly shipping: ShippingRules;
  readonly taxes: ShopTaxes;
}

/** Where an order goes, and the country whose tax the listed prices contain. */
export interface RuledPlace {
  readonly currency: Currency;
  readonly country: string;
  readonly homeCountry: string;
}

/**
 * Active shipping methods with bands in a currency, in display order, and the zones that name a country, with the rest of the world
 * (`shipping`); the tax rates and tax areas that may apply to the country, with the rate of the shop's own and whether shipping is taxed (`taxes`): two columns of
 * a statement.
 */
export function deliveryRulesColumns({ currency, country, homeCountry }: RuledPlace): RawBuilder<unknown> {
  return sql`
      json_build_object(
        'zones', (select coalesce(json_agg(json_build_object('id', zone.id, 'rest', zone.rest, 'places', (
            select coalesce(json_agg(json_build_object('country', place.country, 'region', place.region)), '[]')
            from orders.shipping_places as place where place.zone_id = zone.id and place.country = ${country}))), '[]')
          from orders.shipping_zones as zone
          where zone.rest or zone.id in (select zone_id from orders.shipping_places where country = ${country})),
        'methods', (select coalesce(json_agg(json_build_object(
            'id', method.id, 'title', method.title, 'description', method.description, 'daysMin', method.days_min,
            'daysMax', method.days_max, 'priceBy', method.price_by, 'zoneIds', method.zones, 'bands', method.bands)
            order by method.position, method.id), '[]')
          from (
            select m.id, m.title, m.description, m.days_min, m.days_max, m.price_by, m.position, (
              select coalesce(json_agg(zone_id), '[]') from orders.shipping_method_zones where method_id = m.id) as zones, (
              select coalesce(json_agg(json_build_object(
                  'upTo', band.up_to, 'priceMinor', band.price_minor, 'freeFromMinor', band.free_from_minor
                ) order by band.up_to nulls last), '[]')
              from orders.shipping_bands as band where band.method_id = m.id and band.currency = ${currency}) as bands
            from orders.shipping_methods as m where m.active and m.archived_at is null order by m.position, m.id limit 200
          ) as method)) as shipping,
      json_build_object(
        'shippingTaxed', (select shipping_taxed from orders.settings where id = 1),
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
  return rows[0] ?? { shipping: { zones: [], methods: [] }, taxes: { rates: [], areas: [], shippingTaxed: true } };
}
