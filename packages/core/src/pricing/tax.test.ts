import { describe, expect, it } from "vitest";
import { listedRateBp, type TaxArea, taxAreaOf, taxAt, type TaxPlace } from "./tax.ts";

const area = (code: string, postalFrom: string, more: Partial<TaxArea> = {}): TaxArea => {
  return { code, name: code, country: code.slice(0, 2), postalFrom, postalTo: postalFrom, outside: true, ...more };
};
const rates = [
  { country: "US", region: "CA", rateBp: 725, included: false },
  { country: "US", region: "OR", rateBp: 0, included: false },
  { country: "DE", region: "", rateBp: 1_900, included: true },
  { country: "PT", region: "", rateBp: 2_300, included: true },
  { country: "PT-20", region: "", rateBp: 1_600, included: true },
  { country: "*", region: "", rateBp: 100, included: true },
];
const areas = [
  area("DE-BUE", "78266"),
  area("PT-20", "95", { postalTo: "99", outside: false }),
  area("PT-30", "90", { postalTo: "94", outside: false }),
];
const at = (place: Partial<TaxPlace>, given = rates) =>
  taxAt({ rates: given, areas }, { country: "DE", region: "", postalCode: "", ...place });
const known = (rateBp: number, included: boolean) => ({ kind: "known", tax: { rateBp, included } });

describe("tax", () => {
  it("is the rate of the region, else of the country, else of the rest of the world, else none", () => {
    expect(at({ country: "US", region: " ca " })).toMatchObject(known(725, false));
    expect(at({ region: "Bayern" })).toMatchObject(known(1_900, true));
    expect(at({ country: "JP" })).toMatchObject(known(100, true));
    expect(at({}, [])).toMatchObject(known(0, true));
  });

  it("is not known where it depends on a region that is not known, and never 0 % for that", () => {
    expect(at({ country: "US" })).toEqual({ kind: "unknown" });
    expect(at({ country: "US", postalCode: "94103" })).toEqual({ kind: "unknown" });
    expect(at({ country: "US", region: "OR" })).toMatchObject(known(0, false));
    expect(at({ country: "US", region: "NY" })).toMatchObject(known(100, true));
  });

  it("is that of an area by postal code: its own rate, none outside, else its country's", () => {
    expect(at({ postalCode: "78266" })).toMatchObject({ ...known(0, false), area: { code: "DE-BUE" } });
    expect(at({ postalCode: "78267" })).toMatchObject({ ...known(1_900, true), area: null });
    expect(at({ country: "PT", postalCode: "9600-100" })).toMatchObject(known(1_600, true));
    expect(at({ country: "PT", postalCode: "9000-017" })).toMatchObject({
      ...known(2_300, true),
      area: { code: "PT-30" },
    });
  });

  it("of an area needs the whole beginning of its postal codes", () => {
    expect(taxAreaOf(areas, { country: "PT", region: "", postalCode: "9" })).toBeNull();
    expect(taxAreaOf(areas, { country: "PT", region: "", postalCode: "" })).toBeNull();
    expect(taxAreaOf(areas, { country: "ES", region: "", postalCode: "9600" })).toBeNull();
  });

  it("in the listed prices is that of the shop's own country, where prices include it", () => {
    expect(listedRateBp({ rates, areas }, "DE")).toBe(1_900);
    expect(listedRateBp({ rates, areas }, "US")).toBe(0);
    expect(listedRateBp({ rates: [{ country: "DE", region: "", rateBp: 1_900, included: false }], areas }, "DE")).toBe(
      0,
    );
  });
});
