import { z } from "zod";
import { COUNTRY_CODES } from "./country-codes.ts";
import { problem } from "./field-problem.ts";

const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const CODES: ReadonlySet<string> = new Set(COUNTRY_CODES);

/** A country, as ISO 3166-1 alpha-2. `UK` is a common mistake and gets an error of its own. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, { abort: true })
  .refine((code) => code !== "UK", { ...problem("countryUk"), abort: true })
  .refine((code) => CODES.has(code), problem("country"));

/** The ISO 3166-1 alpha-2 code of a country that has a name. */
export const CountryCode = Country.brand<"CountryCode">();
export type CountryCode = z.infer<typeof CountryCode>;

/**
 * The place of a network address, as far as it is known. The country is the one the address is registered in, which is
 * where its provider is; nothing more precise is claimed.
 */
export const Place = z.discriminatedUnion("kind", [
  /** The address of the machine that the shop runs on. */
  z.strictObject({ kind: z.literal("this_computer") }),
  /** A private network: local, and in no list. */
  z.strictObject({ kind: z.literal("local_network") }),
  z.strictObject({ kind: z.literal("country"), country: CountryCode }),
  z.strictObject({ kind: z.literal("unknown") }),
]);
export type Place = z.infer<typeof Place>;

export interface CountryName {
  readonly code: string;
  readonly name: string;
}

/** All countries by their English names, in that order. For the server: browsers name some of them differently. */
export const listCountries = (): CountryName[] =>
  COUNTRY_CODES.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((one, other) =>
    one.name.localeCompare(other.name, "en"),
  );

/** The English name of a country, or the text itself if it is not a country code. Names differ slightly between browsers. */
export function countryName(country: string): string {
  const code = CountryCode.safeParse(country);
  return (code.success ? names.of(code.data) : undefined) ?? country;
}
