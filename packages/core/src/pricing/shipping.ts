import type { FreeShipping, ShippingMethod } from "@cartwright/contracts/checkout";
import type { Currency } from "@cartwright/contracts/money";
import { chargedMinor, type PriceBasis } from "@cartwright/contracts/listed-price";

export interface ShippingBand {
  readonly upToGrams: number;
  readonly priceMinor: number;
  /** Shipping is free for goods of at least this value, in minor units. */
  readonly freeFromMinor: number | null;
}

export interface ShippingRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** ISO 3166-1 alpha-2; empty means every country that no other method names. */
  readonly countries: readonly string[];
  /** By weight, lightest first. */
  readonly bands: readonly ShippingBand[];
}

/** What decides which methods can ship an order: the part of it that needs shipping. */
export interface Shipment {
  readonly country: string;
  readonly weightGrams: number;
  /** Goods after discount, in minor units: compared with "free from". */
  readonly goodsMinor: number;
  readonly currency: Currency;
  /** How the listed shipping prices are charged. */
  readonly basis: PriceBasis;
}

/**
 * The methods that can ship an order, with the prices that are charged at the destination. If any method names the country, only those are offered; otherwise
 * the methods without countries are. A shipment heavier than a method's last band cannot use that method.
 */
export function offeredMethods(rules: readonly ShippingRule[], shipment: Shipment): ShippingMethod[] {
  const named = rules.filter((rule) => rule.countries.includes(shipment.country));
  const serving = named.length > 0 ? named : rules.filter((rule) => rule.countries.length === 0);
  return serving.flatMap((rule) => {
    const band = rule.bands.find(({ upToGrams }) => shipment.weightGrams <= upToGrams);
    if (!band) return [];
    const free = band.freeFromMinor !== null && shipment.goodsMinor >= band.freeFromMinor;
    const { id, title, description } = rule;
    const priceMinor = free ? 0 : chargedMinor(band.priceMinor, shipment.basis);
    return [{ id, title, description, priceMinor, freeFromMinor: band.freeFromMinor, currency: shipment.currency }];
  });
}

/** How far goods of a value are from free shipping by a method. Null when it is never free. */
export function freeShippingBy(method: Pick<ShippingMethod, "freeFromMinor">, goodsMinor: number): FreeShipping | null {
  const { freeFromMinor: fromMinor } = method;
  return fromMinor === null ? null : { fromMinor, missingMinor: Math.max(0, fromMinor - goodsMinor) };
}
