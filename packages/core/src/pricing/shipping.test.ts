import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freeShippingBy, offeredMethods, type Shipment, type ShippingRule } from "./shipping.ts";

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
const shipment: Shipment = {
  country: "DE",
  weightGrams: 500,
  goodsMinor: 1_000,
  currency: "EUR",
  basis: { listedRateBp: 1_900, rateBp: 1_900, included: true },
};
const prices = (given: Partial<Shipment>) =>
  offeredMethods([standard, world], { ...shipment, ...given }).map(({ id, priceMinor }) => [id, priceMinor]);

describe("shipping", () => {
  it("offers the methods that name the country, and the others elsewhere", () => {
    expect(prices({})).toEqual([["standard", 490]]);
    expect(prices({ country: "JP" })).toEqual([["world", 1_990]]);
    expect(offeredMethods([standard], { ...shipment, country: "JP" })).toEqual([]);
  });

  it("is priced by weight, including the limit of a band, and stops at the last band", () => {
    expect(prices({ weightGrams: 2_000 })).toEqual([["standard", 490]]);
    expect(prices({ weightGrams: 2_001 })).toEqual([["standard", 990]]);
    expect(prices({ weightGrams: 30_001 })).toEqual([]);
  });

  it("is free from a value that the band states", () => {
    expect(prices({ goodsMinor: 4_999 })).toEqual([["standard", 490]]);
    expect(prices({ goodsMinor: 5_000 })).toEqual([["standard", 0]]);
    expect(prices({ goodsMinor: 5_000, weightGrams: 2_001 })).toEqual([["standard", 990]]);
  });

  it("says what goods lack to ship free: nothing once they do, and nothing to reach where it is never free", () => {
    const lacking = (goodsMinor: number) => freeShippingBy({ freeFromMinor: 5_000 }, goodsMinor)?.missingMinor;
    expect([0, 3_790, 4_999, 5_000, 9_000].map(lacking)).toEqual([5_000, 1_210, 1, 0, 0]);
    expect(freeShippingBy({ freeFromMinor: null }, 9_000)).toBeNull();
  });

  it("never offers a method at a price that none of its bands states", () => {
    const anyShipment = fc.record({
      country: fc.constantFrom("DE", "FR", "US"),
      weightGrams: fc.integer({ min: 0, max: 100_000 }),
      goodsMinor: fc.integer({ min: 0, max: 100_000 }),
      currency: fc.constant("EUR" as const),
      basis: fc.constant(shipment.basis),
    });
    fc.assert(
      fc.property(anyShipment, (given) => {
        for (const offer of offeredMethods([standard, world], given)) {
          expect([0, 490, 990, 1_990]).toContain(offer.priceMinor);
        }
      }),
    );
  });
});
