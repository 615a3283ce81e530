import type { FreeShipping, ShippingMethod } from "@cartwright/contracts/checkout";
import type { Currency } from "@cartwright/contracts/money";
import { chargedMinor, type PriceBasis } from "@cartwright/contracts/listed-price";
import type { PriceBy } from "@cartwright/contracts/shipping";

export interface ShippingBand {
  /** Including it: grams, or minor units of goods. Null for no end. A band begins where the one before it ends. */
  readonly upTo: number | null;
  readonly priceMinor: number;
  /** Shipping is free for goods of at least this value, in minor units. */
  readonly freeFromMinor: number | null;
}

/** Countries and regions in which the same methods are offered. */
export interface ShippingZone {
  readonly id: string;
  /** Everything that no other zone names. */
  readonly rest: boolean;
  /** Those in the destination's country. An empty region means the whole country, apart from regions that a zone names. */
  readonly places: readonly { readonly country: string; readonly region: string }[];
}

export interface ShippingRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Working days until it arrives. */
  readonly daysMin: number | null;
  readonly daysMax: number | null;
  readonly zoneIds: readonly string[];
  readonly priceBy: PriceBy;
  /** Lowest first. */
  readonly bands: readonly ShippingBand[];
}

export interface ShippingRules {
  readonly zones: readonly ShippingZone[];
  readonly methods: readonly ShippingRule[];
}

/** What decides which methods can ship an order: the part of it that needs shipping. */
export interface Shipment {
  readonly country: string;
  /** Empty when it is not known. */
  readonly region: string;
  readonly weightGrams: number;
  /** Goods after discount, in minor units: compared with "free from" and with bands by value. */
  readonly goodsMinor: number;
  readonly currency: Currency;
  /** How the listed shipping prices are charged. */
  readonly basis: PriceBasis;
}

/** The zone that a place lies in: the one that names its region, else its country, else the rest of the world. */
export function zoneOf(
  zones: readonly ShippingZone[],
  { country, region }: Pick<Shipment, "country" | "region">,
): ShippingZone | null {
  const naming = (wanted: string) =>
    zones.find(({ places }) => places.some((place) => place.country === country && place.region === wanted));
  return (region === "" ? undefined : naming(region)) ?? naming("") ?? zones.find(({ rest }) => rest) ?? null;
}

/** The band that a shipment falls into. Null when it is beyond the last one. */
export function bandOf(
  { priceBy, bands }: Pick<ShippingRule, "priceBy" | "bands">,
  { weightGrams, goodsMinor }: Pick<Shipment, "weightGrams" | "goodsMinor">,
): ShippingBand | null {
  const measure = priceBy === "value" ? goodsMinor : weightGrams;
  return bands.find(({ upTo }) => upTo === null || measure <= upTo) ?? null;
}

/**
 * The methods that can ship an order, with the prices that are charged at the destination: those of its zone. A shipment that is
 * beyond a method's last band cannot use that method.
 */
export function offeredMethods({ zones, methods }: ShippingRules, shipment: Shipment): ShippingMethod[] {
  const zone = zoneOf(zones, shipment);
  if (!zone) return [];
  return methods.flatMap((rule) => {
    const band = rule.zoneIds.includes(zone.id) ? bandOf(rule, shipment) : null;
    if (!band) return [];
    const free = band.freeFromMinor !== null && shipment.goodsMinor >= band.freeFromMinor;
    const { id, title, description, daysMin: minDays, daysMax: maxDays } = rule;
    return [
      {
        id,
        title,
        description,
        estimate: minDays === null || maxDays === null ? null : { minDays, maxDays },
        priceMinor: free ? 0 : chargedMinor(band.priceMinor, shipment.basis),
        freeFromMinor: band.freeFromMinor,
        currency: shipment.currency,
      },
    ];
  });
}

/** How far goods of a value are from free shipping by a method. Null when it is never free. */
export function freeShippingBy(method: Pick<ShippingMethod, "freeFromMinor">, goodsMinor: number): FreeShipping | null {
  const { freeFromMinor: fromMinor } = method;
  return fromMinor === null ? null : { fromMinor, missingMinor: Math.max(0, fromMinor - goodsMinor) };
}
