import { COUNTRY_CODES } from "@cartwright/contracts/country-codes";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { type AdminShipping, METHODS_MAX, type ShippingPlace, ZONES_MAX } from "@cartwright/contracts/shipping";
import { withStarts } from "@cartwright/contracts/shipping-bands";
import type { Db } from "@cartwright/db/client";
import { dataOf } from "../../places/country-data.ts";
import { placeName } from "../../places/place-name.ts";
import { selectMethods } from "./methods.sql.ts";
import { selectZones } from "./zones.sql.ts";

const toNamedPlace = ({ country, region }: ShippingPlace) => ({
  country,
  region,
  name: placeName({ country, region }),
});

const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
  one.name.localeCompare(other.name, "en");

/** The zones and the methods that are not archived, as staff edit them. */
export async function readShipping(db: Db): Promise<AdminShipping> {
  const [zones, methods] = await Promise.all([selectZones(db), selectMethods(db, SHOP_CURRENCY)]);
  return {
    zones: zones.slice(0, ZONES_MAX).map((zone) => {
      return Object.assign(zone, { places: zone.places.map(toNamedPlace).toSorted(byName) });
    }),
    methods: methods.slice(0, METHODS_MAX).map((method) => {
      return Object.assign(method, { zoneIds: [...method.zoneIds], bands: withStarts(method.bands) });
    }),
    withRegions: COUNTRY_CODES.filter((country) => (dataOf(country).regions ?? []).length > 0),
    currency: SHOP_CURRENCY,
  };
}
