import type { AddressForm } from "@cartwright/contracts/address-form";
import type { AddressField } from "@cartwright/contracts/address-rules";
import { getTranslations } from "@cartwright/messages/get-translations";
import { type CountryData, dataOf } from "./country-data.ts";

const LETTERS: Readonly<Record<string, readonly AddressField[]>> = {
  N: ["name"],
  A: ["line1", "line2"],
  C: ["city"],
  S: ["region"],
  Z: ["postalCode"],
};

const oneOf = <Word extends string>(words: readonly Word[], word: string | undefined, otherwise: Word): Word =>
  words.find((each) => each === word) ?? otherwise;

const POSTAL = ["postal", "zip", "pin", "eircode"] as const;
const CITY = ["city", "district", "post_town", "suburb"] as const;
const REGION = [
  "area",
  "county",
  "department",
  "district",
  "do_si",
  "emirate",
  "island",
  "oblast",
  "parish",
  "prefecture",
  "province",
  "region",
  "state",
] as const;

/** The words of a country for a field, and for its lack. */
function wordsOf(field: AddressField, data: CountryData): { readonly label: string; readonly missing: string } {
  const t = getTranslations("addressForm");
  switch (field) {
    case "postalCode": {
      const kind = oneOf(POSTAL, data.postalCodeKind, "postal");
      return { label: t(`postalCode.${kind}`), missing: t(`missingPostalCode.${kind}`) };
    }
    case "city": {
      const kind = oneOf(CITY, data.cityKind, "city");
      return { label: t(`city.${kind}`), missing: t(`missingCity.${kind}`) };
    }
    case "region": {
      const kind = oneOf(REGION, data.regionKind, "province");
      return { label: t(`region.${kind}`), missing: t(`missingRegion.${kind}`) };
    }
    case "name":
    case "line1":
      return { label: t(`label.${field}`), missing: t(`missing.${field}`) };
    case "line2":
      return { label: t("label.line2"), missing: "" };
  }
}

/** The fields of a country's format, in its order. Every form asks for a name and a street. */
function fieldsOf(format: string): readonly AddressField[] {
  const found = [...format.matchAll(/%([A-Z])/g)].flatMap(([, letter = ""]) => LETTERS[letter] ?? []);
  return [...new Set(found)];
}

const letterOf = (field: AddressField) => Object.keys(LETTERS).find((letter) => LETTERS[letter]?.[0] === field);

/** How addresses are entered in a country, from its postal metadata. */
export function addressFormOf(country: string): AddressForm {
  const data = dataOf(country);
  const required = `NA${data.required ?? ""}`;
  const kind = oneOf(POSTAL, data.postalCodeKind, "postal");
  const t = getTranslations("addressForm");
  return {
    country,
    fields: fieldsOf(data.format ?? "").map((name) => {
      const { label, missing } = wordsOf(name, data);
      return { name, label, missing, required: required.includes(letterOf(name) ?? "-") };
    }),
    regions: (data.regions ?? [])
      .map(([code, name]) => ({ code, name }))
      .toSorted((one, other) => one.name.localeCompare(other.name, "en")),
    postalCode:
      data.postalCode === undefined
        ? null
        : { pattern: data.postalCode, invalid: t(`malformed.${kind}`, { example: data.example ?? "" }) },
  };
}
