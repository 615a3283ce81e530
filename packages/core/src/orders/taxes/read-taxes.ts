import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { type AdminTaxArea, type AdminTaxes, RATES_MAX } from "@cartwright/contracts/taxes";
import type { Db } from "@cartwright/db/client";
import { placeName } from "../../places/place-name.ts";
import { selectAreas, selectRates, selectShippingTax, type TaxKey } from "./taxes.sql.ts";

/** The name of a taxed place. Null for the rest of the world. */
function nameOf({ country, region }: TaxKey, areas: readonly AdminTaxArea[]): string | null {
  if (country === "*") return null;
  const area = areas.find(({ code }) => code === country);
  return area ? area.name : placeName({ country, region });
}

/** The rates by name, the rest of the world last, the tax areas, and whether shipping is taxed. */
export async function readTaxes(db: Db): Promise<AdminTaxes> {
  const [rates, areas, settings] = await Promise.all([
    selectRates(db, RATES_MAX),
    selectAreas(db),
    selectShippingTax(db),
  ]);
  const named = rates.map((rate) => Object.assign(rate, { name: nameOf(rate, areas) }));
  return {
    rates: named.toSorted((one, other) => {
      if (one.name === null || other.name === null) return Number(one.name === null) - Number(other.name === null);
      return one.name.localeCompare(other.name, "en");
    }),
    areas,
    ...settings,
    homeCountry: SHOP_COUNTRY,
  };
}
