import type { AddressField } from "@cartwright/contracts/address-rules";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { addressFormOf } from "./address-form-of.ts";
import { findRegion, mayHave, regionAt } from "./regions.ts";

/** Where something goes, as far as tax and delivery are concerned. */
export interface Place {
  readonly country: string;
  /** The region's code, or what was typed where the country has no list; empty when it is not known. */
  readonly region: string;
  /** Empty when it is not known. */
  readonly postalCode: string;
}

export interface TypedPlace {
  readonly country: string;
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
}

/** Islands that have a country code of their own, and postcodes in the system of another country. */
const OWN_COUNTRY: readonly (readonly [country: string, postalCode: RegExp, own: string])[] = [
  ["GB", /^JE\d/, "JE"],
  ["GB", /^GY\d/, "GG"],
  ["GB", /^IM\d/, "IM"],
  ["FR", /^980/, "MC"],
];

/** Countries whose tax depends on the region, so that a postal code from elsewhere must not pass. */
const STRICT: ReadonlySet<string> = new Set(["US"]);

/** An address that is refused because of some fields, with what is wrong with each. */
export function refuseAddress(problems: Readonly<Partial<Record<AddressField, string>>>, path: string): AppError {
  const entries = Object.entries(problems).map(([field, message]) => [`${path}.${field}`, message] as const);
  return new AppError("invalid_input", {
    message: entries.map(([, message]) => message).join(" "),
    fields: Object.fromEntries(entries),
  });
}

/** Asks for a region, with the list to choose from. */
export function regionProblem(country: string): { readonly region: string } {
  const { fields, regions } = addressFormOf(country);
  const ask = fields.find(({ name }) => name === "region")?.missing ?? "";
  const list = regions.map(({ code, name }) => (name === code ? name : `${name} (${code})`)).join(", ");
  return { region: list === "" ? ask : getTranslations("addressForm")("oneOf", { ask, list }) };
}

/**
 * The place that an address or a part of one names. A region is found by code or name, and where it is missing, by the postal
 * code. Throws `invalid_input` with the list for a region that is not in it. `path` is where the address stands in the input.
 */
export function resolvePlace(typed: TypedPlace, path: string): Place {
  const postalCode = (typed.postalCode ?? "").trim().toUpperCase();
  const country =
    OWN_COUNTRY.find(([of, pattern]) => of === typed.country && pattern.test(postalCode))?.[2] ?? typed.country;
  const named = typed.region?.trim() ?? "";
  if (addressFormOf(country).regions.length === 0) return { country, region: named, postalCode };
  const region =
    named === "" ? regionAt(country, { postalCode, city: typed.city?.trim() ?? "" }) : findRegion(country, named);
  if (named !== "" && !region) throw refuseAddress(regionProblem(country), path);
  if (region && postalCode !== "" && STRICT.has(country) && !mayHave(region, postalCode)) {
    const values = { postalCode, region: region[1] };
    throw refuseAddress({ postalCode: getTranslations("addressForm")("elsewhere", values) }, path);
  }
  return { country, region: region?.[0] ?? "", postalCode };
}
