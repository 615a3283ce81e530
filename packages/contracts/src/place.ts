import { z } from "zod";
import { problem } from "./field-problem.ts";

const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Codes that have a name but are not countries: unions, invented codes, and the one for "unknown". */
const NO_COUNTRY: ReadonlySet<string> = new Set(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"]);

/** Whether a code names a country today: `UK` and `DD` are only aliases, of `GB` and `DE`. */
const isCountry = (code: string) =>
  !NO_COUNTRY.has(code) && names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code;

/** A country, as ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/, { abort: true })
  .refine(isCountry, problem("country"));

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

/** The English name of a country, or the text itself if it is not a country code. Names differ slightly between browsers. */
export function countryName(country: string): string {
  const code = CountryCode.safeParse(country);
  return (code.success ? names.of(code.data) : undefined) ?? country;
}
