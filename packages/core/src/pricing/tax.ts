/** Tax at the destination: a rate in basis points, included in prices or added to them. */
export interface Tax {
  readonly rateBp: number;
  /** Whether the shop's prices contain it. Where they do not, they are charged without the tax of the shop's own country. */
  readonly included: boolean;
}

export interface TaxRule extends Tax {
  /** A country's code, `*` for the rest of the world, or the code of a tax area. */
  readonly country: string;
  /** A region of that country, or empty for all of it. */
  readonly region: string;
}

/** Postal codes of a country that are taxed differently from the rest of it. */
export interface TaxArea {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  /** Without spaces. A postal code belongs to the area if its beginning, as long as these, lies between them. */
  readonly postalFrom: string;
  readonly postalTo: string;
  /** Whether it lies outside the tax territory of its country, so that nothing is charged unless it has a rate. */
  readonly outside: boolean;
}

export interface TaxRules {
  readonly rates: readonly TaxRule[];
  readonly areas: readonly TaxArea[];
}

/** All that the shop lays down about taxes. */
export interface ShopTaxes extends TaxRules {
  /** Whether shipping is taxed when anything in an order is. */
  readonly shippingTaxed: boolean;
}

export interface TaxPlace {
  readonly country: string;
  /** The region's code; empty when it is not known. */
  readonly region: string;
  /** Empty when it is not known. */
  readonly postalCode: string;
}

/** The tax at a place. `unknown` means that it depends on the region, which is not known. */
export type TaxAnswer =
  | { readonly kind: "known"; readonly tax: Tax; readonly area: TaxArea | null }
  | { readonly kind: "unknown" };

const UNTAXED: Tax = { rateBp: 0, included: true };
const OUTSIDE: Tax = { rateBp: 0, included: false };
const normalizeRegion = (region: string) => region.trim().toUpperCase();

const toTax = ({ rateBp, included }: Tax): Tax => ({ rateBp, included });

/** The area that a place lies in. Of several, the one that says more of the postal code. */
export function taxAreaOf(areas: readonly TaxArea[], { country, postalCode }: TaxPlace): TaxArea | null {
  const code = postalCode.replaceAll(/[\s-]/g, "").toUpperCase();
  const found = areas.filter(({ country: of, postalFrom, postalTo }) => {
    const begin = code.slice(0, postalFrom.length);
    return of === country && begin.length === postalFrom.length && begin >= postalFrom && begin <= postalTo;
  });
  return found.toSorted((one, other) => other.postalFrom.length - one.postalFrom.length)[0] ?? null;
}

/**
 * The tax at a destination: the rate of its area, else of its region, else of its country, else of the rest of the world, else
 * none. Where the rates of a country differ by region, a place without its region has no tax yet: it is not 0 %.
 */
export function taxAt({ rates, areas }: TaxRules, place: TaxPlace): TaxAnswer {
  const area = taxAreaOf(areas, place);
  const known = (rule: Tax, within: TaxArea | null = null): TaxAnswer => {
    return { kind: "known", tax: toTax(rule), area: within };
  };
  if (area) {
    const ofArea = rates.find(({ country, region }) => country === area.code && region === "");
    if (ofArea) return known(ofArea, area);
    if (area.outside) return known(OUTSIDE, area);
  }
  const region = normalizeRegion(place.region);
  const ofCountry = rates.filter((rule) => rule.country === place.country);
  const byRegion = ofCountry.filter((rule) => rule.region !== "");
  if (byRegion.length > 0 && region === "") return { kind: "unknown" };
  return known(
    byRegion.find((rule) => normalizeRegion(rule.region) === region) ??
      ofCountry.find((rule) => rule.region === "") ??
      rates.find((rule) => rule.country === "*") ??
      UNTAXED,
    area,
  );
}

/** The rate that the shop's prices contain, in basis points: that of its own country, if prices there include it. */
export function listedRateBp(rules: TaxRules, homeCountry: string): number {
  const answer = taxAt({ rates: rules.rates, areas: [] }, { country: homeCountry, region: "", postalCode: "" });
  return answer.kind === "known" && answer.tax.included ? answer.tax.rateBp : 0;
}
