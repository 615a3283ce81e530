import { z } from "zod";

const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Codes that have a name but stand for no country: unions, made-up ones, and the one for "not known". */
const NO_COUNTRY: ReadonlySet<string> = new Set(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"]);

/** ISO 3166-1 alpha-2, of a country that has a name. */
export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, { abort: true })
  .refine((code) => !NO_COUNTRY.has(code) && names.of(code) !== undefined, "is no country")
  .brand<"CountryCode">();
export type CountryCode = z.infer<typeof CountryCode>;

/**
 * Where a network address is, as far as one can tell. The country is the one that the address is listed for, which says where
 * its provider is; nothing finer is claimed.
 */
export const Place = z.discriminatedUnion("kind", [
  /** The address leads back to the machine that the shop runs on. */
  z.strictObject({ kind: z.literal("this_computer") }),
  /** A private network: nearby, and in no list. */
  z.strictObject({ kind: z.literal("local_network") }),
  z.strictObject({ kind: z.literal("country"), country: CountryCode }),
  z.strictObject({ kind: z.literal("unknown") }),
]);
export type Place = z.infer<typeof Place>;

/** A place in words: `Germany`, `Local network`. Names of countries differ a little between one browser and the next. */
export function placeText(place: Place): string {
  switch (place.kind) {
    case "this_computer":
      return "This computer";
    case "local_network":
      return "Local network";
    case "country":
      return names.of(place.country) ?? place.country;
    case "unknown":
      return "Unknown place";
  }
}
