/** The fields of an address that a form may show, besides the country. */
export const ADDRESS_FIELDS = ["name", "line1", "line2", "city", "region", "postalCode"] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];

/** How addresses are entered in a country, with the words for it. See `AddressForm`. */
export interface AddressRules {
  readonly fields: readonly {
    readonly name: AddressField;
    readonly required: boolean;
    /** What to say when a required field is empty. */
    readonly missing: string;
  }[];
  readonly regions: readonly { readonly code: string }[];
  readonly postalCode: { readonly pattern: string; readonly invalid: string } | null;
}

/**
 * What is wrong with an address, by field. The browser and the server ask this same function. A region must be a code from the
 * list, where the country has one; the server looks names up before it asks.
 */
export function checkAddress(
  rules: AddressRules,
  address: Readonly<Partial<Record<AddressField, string | undefined>>>,
): Partial<Record<AddressField, string>> {
  const problems: Partial<Record<AddressField, string>> = {};
  for (const { name, required, missing } of rules.fields) {
    const value = address[name]?.trim() ?? "";
    const unlisted = name === "region" && rules.regions.length > 0 && !rules.regions.some(({ code }) => code === value);
    if (value === "" ? required : unlisted) problems[name] = missing;
  }
  const postalCode = address.postalCode?.trim() ?? "";
  if (rules.postalCode && postalCode !== "" && !new RegExp(`^(?:${rules.postalCode.pattern})$`, "i").test(postalCode))
    problems.postalCode = rules.postalCode.invalid;
  return problems;
}
