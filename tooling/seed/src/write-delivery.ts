import type { Tx } from "@cartwright/db/transaction";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { newId } from "@cartwright/core/kernel/ids";

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

/** Areas of the EU, and places treated like one of its members, that have rates of their own. */
const AREA_RATES: Readonly<Record<string, number>> = {
  "GB-NIR": 2_000,
  "PT-30": 2_200,
  "PT-20": 1_600,
  "AT-JUN": 1_900,
  "AT-MIT": 1_900,
  MC: 2_000,
};

/**
 * Sales tax comes on top in the United States; only the states' own part, as an example. Alaska, Delaware, Montana, New
 * Hampshire and Oregon have none; neither do military post and the islands.
 */
const US_RATES =
  "AL 400 AK 0 AS 0 AZ 560 AR 650 AA 0 AE 0 AP 0 CA 725 CO 290 CT 635 DE 0 DC 600 FL 600 GA 400 GU 0 HI 400 ID 600 IL 625 " +
  "IN 700 IA 600 KS 650 KY 600 LA 500 ME 550 MH 0 MD 600 MA 625 MI 600 FM 0 MN 688 MS 700 MO 423 MT 0 NE 550 NV 685 NH 0 " +
  "NJ 663 NM 488 NY 400 NC 475 ND 500 MP 0 OH 575 OK 450 OR 0 PW 0 PA 600 PR 0 RI 700 SC 600 SD 420 TN 700 TX 625 UT 485 " +
  "VT 600 VI 0 VA 530 WA 650 WV 600 WI 500 WY 400";

export interface MethodPlan {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Working days until it arrives. */
  readonly days: readonly [min: number, max: number];
  /** The zones that offer it (`ZONES`). */
  readonly zones: readonly ZoneName[];
  readonly freeFromMinor: number | null;
  /** The upper weight in grams, and the price in minor units. */
  readonly bands: readonly (readonly [grams: number, priceMinor: number])[];
}

/** Countries by zone. The last is for everywhere else. */
const ZONES = {
  Germany: ["DE"],
  Austria: ["AT"],
  "European Union": Object.keys(EU_RATES).filter((country) => country !== "DE" && country !== "AT"),
  "Rest of the world": [],
} as const satisfies Record<string, readonly string[]>;
type ZoneName = keyof typeof ZONES;

const METHODS: readonly MethodPlan[] = [
  {
    id: "standard",
    title: "Standard",
    description: "",
    days: [2, 3],
    zones: ["Germany", "Austria"],
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
    description: "",
    days: [1, 1],
    zones: ["Germany"],
    freeFromMinor: null,
    bands: [
      [5_000, 1_290],
      [20_000, 1_990],
    ],
  },
  {
    id: "europe",
    title: "Europe",
    description: "",
    days: [4, 6],
    zones: ["European Union"],
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
    description: "Customs may add a charge",
    days: [5, 15],
    zones: ["Rest of the world"],
    freeFromMinor: null,
    bands: [
      [1_000, 1_990],
      [5_000, 3_490],
      [20_000, 6_990],
    ],
  },
];

/** The method that an order to a country is sent by. */
export const methodTo = (country: string): MethodPlan | undefined =>
  METHODS.find(({ zones }) => zones.some((zone) => ZONES[zone].some((each) => each === country)));

async function writeZones(tx: Tx): Promise<void> {
  const zones = Object.entries(ZONES).map(([name, countries]) => ({ id: newId(), name, countries }));
  await tx
    .insertInto("orders.shipping_zones")
    .values(zones.map(({ id, name, countries }) => ({ id, name, rest: countries.length === 0 })))
    .execute();
  await tx
    .insertInto("orders.shipping_places")
    .values(zones.flatMap(({ id, countries }) => countries.map((country) => ({ country, zone_id: id }))))
    .execute();
  await tx
    .insertInto("orders.shipping_method_zones")
    .values(
      METHODS.flatMap((method) =>
        zones
          .filter(({ name }) => method.zones.some((zone) => zone === name))
          .map((zone) => ({ method_id: method.id, zone_id: zone.id })),
      ),
    )
    .execute();
}

/** Writes shipping methods and tax rates. */
export async function writeDelivery(tx: Tx): Promise<void> {
  await tx
    .insertInto("orders.shipping_methods")
    .values(
      METHODS.map(({ id, title, description, days: [days_min, days_max] }, index) => {
        return { id, title, description, days_min, days_max, position: index + 1 };
      }),
    )
    .execute();
  await writeZones(tx);
  await tx
    .insertInto("orders.shipping_bands")
    .values(
      METHODS.flatMap(({ id, bands, freeFromMinor }) =>
        bands.map(([grams, priceMinor]) => ({
          method_id: id,
          up_to: grams,
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
      ...Object.entries(AREA_RATES).map(([country, rate_bp]) => ({ country, rate_bp, included: true })),
      ...[...US_RATES.matchAll(/([A-Z]{2}) (\d+)/g)].map(([, region, rate]) => {
        return { country: "US", region, rate_bp: Number(rate), included: false };
      }),
      { country: "*", rate_bp: 0, included: false },
    ])
    .execute();
}

export const taxRateBp = (country: string): number => EU_RATES[country] ?? 0;
