import { ADDRESS_DATA } from "./generated/address-data.ts";

/** A region: its code (that of ISO 3166-2 without the country), its name, a pattern for how its postal codes begin, and its name in the script of the country. */
export type RegionData = readonly [code: string, name: string, postalCodes: string, localName?: string];

/**
 * What is known about the addresses of a country. Formats and field letters are those of Google's address metadata: N name,
 * O organisation, A street lines, D sublocality, C city, S region, Z postal code, X sorting code, `%n` a new line.
 */
export interface CountryData {
  readonly format?: string;
  /** The order for addresses in Latin script, where it differs. */
  readonly latinFormat?: string;
  /** The letters of the required fields. */
  readonly required?: string;
  /** The letters of the fields that are written in capitals. */
  readonly upper?: string;
  /** A pattern that a whole postal code matches. */
  readonly postalCode?: string;
  readonly example?: string;
  readonly postalCodeKind?: string;
  readonly regionKind?: string;
  readonly cityKind?: string;
  readonly regions?: readonly RegionData[];
  /** Towns by the code of their region, where there are no postal codes. */
  readonly towns?: Readonly<Record<string, readonly string[]>>;
}

const ANYWHERE: CountryData = { format: "%N%n%A%n%C", required: "AC" };

/** The data of a country. Countries without postal rules of their own get a plain form. */
export function dataOf(country: string): CountryData {
  const data = Object.hasOwn(ADDRESS_DATA, country) ? ADDRESS_DATA[country] : undefined;
  return { ...ANYWHERE, ...data };
}
