import type { ShippingMethod } from "@cartwright/contracts/checkout";
import type { Currency } from "@cartwright/contracts/money";
import type { ShippingRule, TaxRule } from "../orders/read-delivery-rules.ts";
import type { Tax } from "./price-order.ts";

/** What decides how a parcel may travel. Goods that need no shipping weigh nothing here. */
export interface Parcel {
  readonly country: string;
  readonly weightGrams: number;
  /** False when nothing in it needs shipping: any method then costs nothing. */
  readonly requiresShipping: boolean;
  /** Goods after discount, in minor units: what "free from" is measured against. */
  readonly goodsMinor: number;
  readonly currency: Currency;
}

/**
 * The methods that take a parcel, with their prices. Methods that name its country come first and alone; methods without
 * countries serve what no other method names. A parcel heavier than a method's last band cannot go by it.
 */
export function offeredMethods(rules: readonly ShippingRule[], parcel: Parcel): ShippingMethod[] {
  const named = rules.filter((rule) => rule.countries.includes(parcel.country));
  const serving = named.length > 0 ? named : rules.filter((rule) => rule.countries.length === 0);
  return serving.flatMap((rule) => {
    const band = rule.bands.find(({ upToGrams }) => parcel.weightGrams <= upToGrams);
    if (!band) return [];
    const free = !parcel.requiresShipping || (band.freeFromMinor !== null && parcel.goodsMinor >= band.freeFromMinor);
    const { id, title, description } = rule;
    return [{ id, title, description, priceMinor: free ? 0 : band.priceMinor, currency: parcel.currency }];
  });
}

const UNTAXED: Tax = { rateBp: 0, included: true };
const regionWord = (region: string) => region.trim().toUpperCase();

/** The tax at a destination: its region's rate, else its country's, else the rest of the world's, else none. */
export function taxAt(
  rules: readonly TaxRule[],
  destination: { readonly country: string; readonly region: string },
): Tax {
  const region = regionWord(destination.region);
  const ofCountry = rules.filter((rule) => rule.country === destination.country);
  const rule =
    ofCountry.find((candidate) => candidate.region !== "" && regionWord(candidate.region) === region) ??
    ofCountry.find((candidate) => candidate.region === "") ??
    rules.find((candidate) => candidate.country === "*");
  return rule ? { rateBp: rule.rateBp, included: rule.included } : UNTAXED;
}
