import { countryName } from "@cartwright/contracts/place";
import { findRegion } from "./regions.ts";

/** A country, or a region of one, by its name: "Germany", "California, United States". */
export function placeName({ country, region }: { readonly country: string; readonly region: string }): string {
  if (region === "") return countryName(country);
  return `${findRegion(country, region)?.[1] ?? region}, ${countryName(country)}`;
}
