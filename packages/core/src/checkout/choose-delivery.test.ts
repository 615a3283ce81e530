import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ShippingRule } from "../orders/read-delivery-rules.ts";
import { offeredMethods, type Parcel, taxAt } from "./choose-delivery.ts";

const standard: ShippingRule = {
  id: "standard",
  title: "Standard",
  description: "",
  countries: ["DE", "FR"],
  bands: [
    { upToGrams: 2_000, priceMinor: 490, freeFromMinor: 5_000 },
    { upToGrams: 30_000, priceMinor: 990, freeFromMinor: null },
  ],
};
const world: ShippingRule = {
  ...standard,
  id: "world",
  countries: [],
  bands: [{ upToGrams: 5_000, priceMinor: 1_990, freeFromMinor: null }],
};
const parcel: Parcel = { country: "DE", weightGrams: 500, requiresShipping: true, goodsMinor: 1_000, currency: "EUR" };
const prices = (given: Partial<Parcel>) =>
  offeredMethods([standard, world], { ...parcel, ...given }).map(({ id, priceMinor }) => [id, priceMinor]);

describe("shipping", () => {
  it("goes by the methods that name the country, and by the others elsewhere", () => {
    expect(prices({})).toEqual([["standard", 490]]);
    expect(prices({ country: "JP" })).toEqual([["world", 1_990]]);
    expect(offeredMethods([standard], { ...parcel, country: "JP" })).toEqual([]);
  });

  it("costs by weight, the limit of a band included, and does not go beyond the last", () => {
    expect(prices({ weightGrams: 2_000 })).toEqual([["standard", 490]]);
    expect(prices({ weightGrams: 2_001 })).toEqual([["standard", 990]]);
    expect(prices({ weightGrams: 30_001 })).toEqual([]);
  });

  it("is free from a value on, where the band says so, and for what needs no shipping", () => {
    expect(prices({ goodsMinor: 4_999 })).toEqual([["standard", 490]]);
    expect(prices({ goodsMinor: 5_000 })).toEqual([["standard", 0]]);
    expect(prices({ goodsMinor: 5_000, weightGrams: 2_001 })).toEqual([["standard", 990]]);
    expect(prices({ requiresShipping: false, weightGrams: 0 })).toEqual([["standard", 0]]);
  });

  it("never offers a method at a price that none of its bands has", () => {
    const anyParcel = fc.record({
      country: fc.constantFrom("DE", "FR", "US"),
      weightGrams: fc.integer({ min: 0, max: 100_000 }),
      requiresShipping: fc.boolean(),
      goodsMinor: fc.integer({ min: 0, max: 100_000 }),
      currency: fc.constant("EUR" as const),
    });
    fc.assert(
      fc.property(anyParcel, (given) => {
        for (const offer of offeredMethods([standard, world], given)) {
          expect([0, 490, 990, 1_990]).toContain(offer.priceMinor);
        }
      }),
    );
  });
});

describe("tax", () => {
  const rules = [
    { country: "US", region: "CA", rateBp: 725, included: false },
    { country: "US", region: "", rateBp: 0, included: false },
    { country: "DE", region: "", rateBp: 1_900, included: true },
    { country: "*", region: "", rateBp: 100, included: true },
  ];
  it("is the region's, else the country's, else the world's, else none", () => {
    expect(taxAt(rules, { country: "US", region: " ca " })).toEqual({ rateBp: 725, included: false });
    expect(taxAt(rules, { country: "US", region: "NY" })).toEqual({ rateBp: 0, included: false });
    expect(taxAt(rules, { country: "DE", region: "Bayern" })).toEqual({ rateBp: 1_900, included: true });
    expect(taxAt(rules, { country: "JP", region: "" })).toEqual({ rateBp: 100, included: true });
    expect(taxAt([], { country: "DE", region: "" })).toEqual({ rateBp: 0, included: true });
  });
  it("of a region is never taken for the whole country", () => {
    const only = rules.filter((rule) => rule.region === "CA");
    expect(taxAt(only, { country: "US", region: "" })).toEqual({ rateBp: 0, included: true });
  });
});
