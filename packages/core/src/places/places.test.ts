import { COUNTRY_CODES } from "@cartwright/contracts/country-codes";
import { AddressForm } from "@cartwright/contracts/address-form";
import { expect, test } from "vitest";
import { AppError } from "../kernel/app-error.ts";
import { addressFormOf } from "./address-form-of.ts";
import { formatAddress } from "./format-address.ts";
import { resolveAddress } from "./resolve-address.ts";

const KIM = { name: "Kim Example", line1: "Street 1", city: "Town", postalCode: "" };
const problemsOf = (address: Parameters<typeof resolveAddress>[0]) => {
  try {
    resolveAddress(address, "address");
    return {};
  } catch (error) {
    if (error instanceof AppError) return error.fields;
    throw error;
  }
};

test.each([
  ["DE", ["name", "line1", "line2", "postalCode", "city"], "Postcode"],
  ["US", ["name", "line1", "line2", "city", "region", "postalCode"], "ZIP code"],
  ["JP", ["postalCode", "region", "line1", "line2", "name"], "Postcode"],
  ["IN", ["name", "line1", "line2", "city", "postalCode", "region"], "PIN code"],
  ["IE", ["name", "line1", "line2", "city", "region", "postalCode"], "Eircode"],
])("%s asks for its fields in its own order", (country, fields, postalCode) => {
  const form = addressFormOf(country);
  expect(form.fields.map(({ name }) => name)).toEqual(fields);
  expect(form.fields.find(({ name }) => name === "postalCode")?.label).toBe(postalCode);
});

test("names the region as the country does, and lists the regions by name", () => {
  const regionOf = (country: string) => addressFormOf(country).fields.find(({ name }) => name === "region");
  expect(regionOf("US")).toMatchObject({ label: "State", required: true, missing: "Select a state." });
  expect(regionOf("CA")).toMatchObject({ label: "Province" });
  expect(regionOf("JP")).toMatchObject({ label: "Prefecture" });
  expect(addressFormOf("JP").regions.slice(0, 2)).toEqual([
    { code: "23", name: "Aichi" },
    { code: "05", name: "Akita" },
  ]);
  expect(addressFormOf("HK").regions.map(({ name }) => name)).toEqual([
    "Hong Kong Island",
    "Kowloon",
    "New Territories",
  ]);
});

test.each(COUNTRY_CODES)("%s has a form that asks for a name and a street", (country) => {
  const form = AddressForm.parse(addressFormOf(country));
  const required = form.fields.filter((field) => field.required).map(({ name }) => name);
  expect(required).toEqual(expect.arrayContaining(["name", "line1"]));
});

test("says which fields a country requires, and what a postcode looks like there", () => {
  expect(problemsOf({ ...KIM, country: "DE", city: "" })).toEqual({
    "address.city": "Enter a town or city.",
    "address.postalCode": "Enter a postcode.",
  });
  expect(problemsOf({ ...KIM, country: "DE", postalCode: "1234" })).toEqual({
    "address.postalCode": "Enter a postcode like 26133.",
  });
  expect(problemsOf({ ...KIM, country: "US", region: "CA", postalCode: "9410" })).toEqual({
    "address.postalCode": "Enter a ZIP code like 95014.",
  });
  expect(problemsOf({ ...KIM, country: "IE" })).toEqual({});
  expect(problemsOf({ ...KIM, country: "HK", city: "Central" })).toEqual({});
  expect(problemsOf({ ...KIM, country: "SG", city: "", postalCode: "546080" })).toEqual({});
});

test.each([
  ["CA", "quebec", "H3Z 2Y7", "QC"],
  ["ES", "", "35001", "GC"],
  ["IT", "Sondrio", "23041", "SO"],
  ["JP", "東京都", "100-0001", "13"],
  ["AU", "AU-NSW", "2000", "NSW"],
  ["HK", "kowloon", "", "Kowloon"],
])("finds the region of %s %s %s", (...[country, region, postalCode, expected]) => {
  const typed = { ...KIM, country, postalCode, ...(region === "" ? {} : { region }) };
  expect(resolveAddress(typed, "address").region).toBe(expected);
});

test.each([
  [{ country: "DE", postalCode: "10115", city: "Berlin" }, ["Kim Example", "Street 1", "10115 Berlin", "Germany"]],
  [
    { country: "GB", postalCode: "SW1A 1AA", city: "London" },
    ["Kim Example", "Street 1", "London", "SW1A 1AA", "United Kingdom"],
  ],
  [
    { country: "ES", postalCode: "35001", city: "Las Palmas", region: "GC" },
    ["Kim Example", "Street 1", "35001 Las Palmas Las Palmas", "Spain"],
  ],
  [
    { country: "HK", postalCode: "", city: "Mong Kok", region: "Kowloon" },
    ["Kim Example", "Street 1", "Mong Kok", "Kowloon", "Hong Kong SAR China"],
  ],
  [
    { country: "JP", postalCode: "100-0001", city: "Chiyoda", region: "13" },
    ["Kim Example", "Street 1", "Chiyoda, Tokyo", "100-0001", "Japan"],
  ],
  [
    { country: "JP", name: "山田太郎", line1: "千代田1-1", postalCode: "100-0001", city: "", region: "13" },
    ["〒100-0001", "東京都", "千代田1-1", "山田太郎", "Japan"],
  ],
  [{ country: "SG", postalCode: "546080", city: "" }, ["Kim Example", "Street 1", "SINGAPORE 546080", "Singapore"]],
  // From an earlier release, or of a country that is none any more.
  [{ country: "AN", postalCode: "1", city: "Town", region: "X" }, ["Kim Example", "Street 1", "Town", "AN"]],
])("prints %j", (address, lines) => {
  expect(formatAddress({ ...KIM, ...address })).toEqual(lines);
});
