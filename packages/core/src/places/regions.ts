import { dataOf, type RegionData } from "./country-data.ts";

/** Text for comparison: without case, accents, spaces and punctuation. */
const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\p{P}\p{Z}]/gu, "")
    .toLowerCase();

/** The region of a country that a text names: its code (with or without the country), its name, or its local name. */
export function findRegion(country: string, text: string): RegionData | null {
  const regions = dataOf(country).regions ?? [];
  const wanted = fold(text);
  const byCode = regions.find(([code]) => fold(code) === wanted || fold(country + code) === wanted);
  return (
    byCode ?? regions.find(([, name, , local]) => fold(name) === wanted || (local && fold(local) === wanted)) ?? null
  );
}

const begins = (postalCode: string, pattern: string) =>
  pattern !== "" && new RegExp(`^(?:${pattern})`, "i").test(postalCode);

/** Whether a region may have this postal code. True where the data does not say. */
export const mayHave = ([, , pattern]: RegionData, postalCode: string): boolean =>
  pattern === "" || begins(postalCode, pattern);

/** The only region whose postal codes begin like this one; where the country has no postal codes, the region of the town. */
export function regionAt(
  country: string,
  { postalCode, city }: { readonly postalCode: string; readonly city: string },
): RegionData | null {
  const { regions = [], towns, postalCode: pattern } = dataOf(country);
  if (pattern !== undefined) {
    const found = postalCode === "" ? [] : regions.filter(([, , prefix]) => begins(postalCode, prefix));
    return found.length === 1 ? (found[0] ?? null) : null;
  }
  const named = city === "" ? null : findRegion(country, city);
  if (named || city === "") return named;
  const [code] = Object.entries(towns ?? {}).find(([, names]) => names.some((name) => fold(name) === fold(city))) ?? [];
  return regions.find(([each]) => each === code) ?? null;
}
