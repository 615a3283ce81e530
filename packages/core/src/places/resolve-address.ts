import { checkAddress } from "@cartwright/contracts/address-rules";
import type { Address } from "@cartwright/contracts/checkout";
import { addressFormOf } from "./address-form-of.ts";
import { dataOf } from "./country-data.ts";
import { refuseAddress, regionProblem, resolvePlace } from "./resolve-place.ts";

/**
 * An address in the form in which it is stored: the region as its code, the country that the postal code belongs to. Throws
 * `invalid_input` with a message for each field that the country requires and that is missing or malformed. `path` is where the
 * address stands in the input.
 */
export function resolveAddress({ region: _typed, ...address }: Address, path: string): Address {
  const place = resolvePlace({ ...address, region: _typed }, path);
  const resolved: Address = {
    ...address,
    country: place.country,
    postalCode: (dataOf(place.country).upper ?? "").includes("Z") ? place.postalCode : address.postalCode,
    ...(place.region === "" ? {} : { region: place.region }),
  };
  const problems = checkAddress(addressFormOf(place.country), resolved);
  if (problems.region !== undefined) problems.region = regionProblem(place.country).region;
  if (Object.keys(problems).length > 0) throw refuseAddress(problems, path);
  return resolved;
}
