import { describe, expect, it } from "vitest";
import { taxAt } from "./tax.ts";

describe("tax", () => {
  const rules = [
    { country: "US", region: "CA", rateBp: 725, included: false },
    { country: "US", region: "", rateBp: 0, included: false },
    { country: "DE", region: "", rateBp: 1_900, included: true },
    { country: "*", region: "", rateBp: 100, included: true },
  ];
  it("is the rate of the region, else of the country, else of the rest of the world, else none", () => {
    expect(taxAt(rules, { country: "US", region: " ca " })).toEqual({ rateBp: 725, included: false });
    expect(taxAt(rules, { country: "US", region: "NY" })).toEqual({ rateBp: 0, included: false });
    expect(taxAt(rules, { country: "DE", region: "Bayern" })).toEqual({ rateBp: 1_900, included: true });
    expect(taxAt(rules, { country: "JP", region: "" })).toEqual({ rateBp: 100, included: true });
    expect(taxAt([], { country: "DE", region: "" })).toEqual({ rateBp: 0, included: true });
  });
  it("of a region never applies to the whole country", () => {
    const only = rules.filter((rule) => rule.region === "CA");
    expect(taxAt(only, { country: "US", region: "" })).toEqual({ rateBp: 0, included: true });
  });
});
