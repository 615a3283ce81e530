import type { Tx } from "@cartwright/db/transaction";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";

/** Standard rates of value added tax in the EU, in basis points; prices there include it. */
const EU_RATES: Readonly<Record<string, number>> = {
  AT: 2_000,
  BE: 2_100,
  BG: 2_000,
  CY: 1_900,
  CZ: 2_100,
  DE: 1_900,
  DK: 2_500,
  EE: 2_400,
  ES: 2_100,
  FI: 2_550,
  FR: 2_000,
  GR: 2_400,
  HR: 2_500,
  HU: 2_700,
  IE: 2_300,
  IT: 2_200,
  LT: 2_100,
  LU: 1_700,
  LV: 2_100,
  MT: 1_800,
  NL: 2_100,
  PL: 2_300,
  PT: 2_300,
  RO: 2_100,
  SE: 2_500,
  SI: 2_200,
  SK: 2_300,
};

/** Sales tax comes on top in the United States; only the states' own part, as an example. */
const US_RATES: Readonly<Record<string, number>> = { "": 0, CA: 725, NY: 400, TX: 625, WA: 650 };

export interface MethodPlan {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly countries: readonly string[];
  readonly freeFromMinor: number | null;
  /** The upper weight in grams, and the price in minor units. */
  readonly bands: readonly (readonly [grams: number, priceMinor: number])[];
}

const EU = Object.keys(EU_RATES);

export const METHODS: readonly MethodPlan[] = [
  {
    id: "standard",
    title: "Standard",
    description: "2 to 3 working days",
    countries: ["DE", "AT"],
    freeFromMinor: 7_500,
    bands: [
      [2_000, 490],
      [10_000, 790],
      [31_500, 1_490],
    ],
  },
  {
    id: "express",
    title: "Express",
    description: "Next working day",
    countries: ["DE"],
    freeFromMinor: null,
    bands: [
      [5_000, 1_290],
      [20_000, 1_990],
    ],
  },
  {
    id: "europe",
    title: "Europe",
    description: "Four to six working days",
    countries: EU.filter((country) => country !== "DE" && country !== "AT"),
    freeFromMinor: 15_000,
    bands: [
      [2_000, 990],
      [10_000, 1_690],
      [31_500, 2_990],
    ],
  },
  {
    id: "world",
    title: "Worldwide",
    description: "One to three weeks; customs may add a charge",
    countries: [],
    freeFromMinor: null,
    bands: [
      [1_000, 1_990],
      [5_000, 3_490],
      [20_000, 6_990],
    ],
  },
];

/** Writes shipping methods and tax rates. */
export async function writeDelivery(tx: Tx): Promise<void> {
  await tx
    .insertInto("orders.shipping_methods")
    .values(
      METHODS.map(({ id, title, description, countries }, index) => ({
        id,
        title,
        description,
        countries: [...countries],
        position: index + 1,
      })),
    )
    .execute();
  await tx
    .insertInto("orders.shipping_bands")
    .values(
      METHODS.flatMap(({ id, bands, freeFromMinor }) =>
        bands.map(([grams, priceMinor]) => ({
          method_id: id,
          up_to_grams: grams,
          price_minor: priceMinor,
          free_from_minor: freeFromMinor,
          currency: SHOP_CURRENCY,
        })),
      ),
    )
    .execute();
  await tx
    .insertInto("orders.tax_rates")
    .values([
      ...Object.entries(EU_RATES).map(([country, rate_bp]) => ({ country, rate_bp, included: true })),
      ...Object.entries(US_RATES).map(([region, rate_bp]) => ({ country: "US", region, rate_bp, included: false })),
      { country: "*", rate_bp: 0, included: false },
    ])
    .execute();
}

export const taxRateBp = (country: string): number => EU_RATES[country] ?? 0;
