/** Tax at the destination: a rate in basis points, included in prices or added to them. */
export interface Tax {
  readonly rateBp: number;
  readonly included: boolean;
}

export interface TaxRule extends Tax {
  /** A country's code, or `*` for the rest of the world. */
  readonly country: string;
  /** A region of that country, or empty for all of it. */
  readonly region: string;
}

const UNTAXED: Tax = { rateBp: 0, included: true };
const normalizeRegion = (region: string) => region.trim().toUpperCase();

/** The tax at a destination: the rate of its region, else of its country, else of the rest of the world, else none. */
export function taxAt(
  rules: readonly TaxRule[],
  destination: { readonly country: string; readonly region: string },
): Tax {
  const region = normalizeRegion(destination.region);
  const ofCountry = rules.filter((rule) => rule.country === destination.country);
  const rule =
    ofCountry.find((candidate) => candidate.region !== "" && normalizeRegion(candidate.region) === region) ??
    ofCountry.find((candidate) => candidate.region === "") ??
    rules.find((candidate) => candidate.country === "*");
  return rule ? { rateBp: rule.rateBp, included: rule.included } : UNTAXED;
}
