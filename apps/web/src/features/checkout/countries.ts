/** The countries that the address form offers. Where the shop ships, and for how much, is up to the quote. */
const CODES = [
  "AT",
  "AU",
  "BE",
  "BG",
  "CA",
  "CH",
  "CY",
  "CZ",
  "DE",
  "DK",
  "EE",
  "ES",
  "FI",
  "FR",
  "GB",
  "GR",
  "HR",
  "HU",
  "IE",
  "IS",
  "IT",
  "JP",
  "LT",
  "LU",
  "LV",
  "MT",
  "NL",
  "NO",
  "NZ",
  "PL",
  "PT",
  "RO",
  "SE",
  "SI",
  "SK",
  "US",
] as const;

const names = new Intl.DisplayNames("en", { type: "region" });

/** ISO code and English name, by name. */
export const COUNTRIES: readonly { readonly code: string; readonly name: string }[] = CODES.map((code) => ({
  code,
  name: names.of(code) ?? code,
})).toSorted((a, b) => a.name.localeCompare(b.name, "en"));

/** Countries whose addresses name a state or province. */
export const WITH_REGION: ReadonlySet<string> = new Set(["AU", "CA", "IT", "JP", "US"]);
