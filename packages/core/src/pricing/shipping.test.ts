import { bandsProblem, withStarts } from "@cartwright/contracts/shipping-bands";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandOf, freeShippingBy, offeredMethods, type Shipment, type ShippingRule, zoneOf } from "./shipping.ts";

const standard: ShippingRule = {
  id: "standard",
  title: "Standard",
  description: "",
  daysMin: 2,
  daysMax: 4,
  zoneIds: ["home"],
  priceBy: "weight",
  bands: [
    { upTo: 2_000, priceMinor: 490, freeFromMinor: 5_000 },
    { upTo: 30_000, priceMinor: 990, freeFromMinor: null },
  ],
};
const world: ShippingRule = {
  ...standard,
  id: "world",
  zoneIds: ["rest"],
  bands: [{ upTo: 5_000, priceMinor: 1_990, freeFromMinor: null }],
};
const byValue: ShippingRule = {
  ...standard,
  id: "value",
  zoneIds: ["islands"],
  priceBy: "value",
  bands: [
    { upTo: 4_999, priceMinor: 490, freeFromMinor: null },
    { upTo: null, priceMinor: 0, freeFromMinor: null },
  ],
};
const zones = [
  {
    id: "home",
    rest: false,
    places: [
      { country: "DE", region: "" },
      { country: "ES", region: "" },
    ],
  },
  { id: "islands", rest: false, places: [{ country: "ES", region: "IB" }] },
  { id: "rest", rest: true, places: [] },
];
const rules = { zones, methods: [standard, world, byValue] };
const shipment: Shipment = {
  country: "DE",
  region: "",
  weightGrams: 500,
  goodsMinor: 1_000,
  currency: "EUR",
  basis: { listedRateBp: 1_900, rateBp: 1_900, included: true },
};
const prices = (given: Partial<Shipment>) =>
  offeredMethods(rules, { ...shipment, ...given }).map(({ id, priceMinor }) => [id, priceMinor]);

describe("shipping", () => {
  it("offers the methods of the zone that names the region, else the country, else the rest of the world", () => {
    expect(prices({})).toEqual([["standard", 490]]);
    expect(prices({ country: "ES" })).toEqual([["standard", 490]]);
    expect(prices({ country: "ES", region: "M" })).toEqual([["standard", 490]]);
    expect(prices({ country: "ES", region: "IB" })).toEqual([["value", 490]]);
    expect(prices({ country: "JP", region: "13" })).toEqual([["world", 1_990]]);
    expect(zoneOf(zones.slice(0, 2), { country: "JP", region: "" })).toBeNull();
    expect(offeredMethods({ ...rules, zones: zones.slice(0, 2) }, { ...shipment, country: "JP" })).toEqual([]);
  });

  it("offers nothing in a zone without methods, not what the rest of the world offers", () => {
    expect(offeredMethods({ zones, methods: [world] }, shipment)).toEqual([]);
  });

  it("says how long it takes, where the shop does", () => {
    expect(offeredMethods(rules, shipment)[0]?.estimate).toEqual({ minDays: 2, maxDays: 4 });
    const silent = { ...standard, daysMin: null, daysMax: null };
    expect(offeredMethods({ zones, methods: [silent] }, shipment)[0]?.estimate).toBeNull();
  });

  it("is priced by weight, including the limit of a band, and stops at the last band", () => {
    expect(prices({ weightGrams: 2_000 })).toEqual([["standard", 490]]);
    expect(prices({ weightGrams: 2_001 })).toEqual([["standard", 990]]);
    expect(prices({ weightGrams: 30_001 })).toEqual([]);
  });

  it("is priced by the value of the goods, whatever they weigh", () => {
    const there = { country: "ES", region: "IB", weightGrams: 90_000 };
    expect(prices({ ...there, goodsMinor: 4_999 })).toEqual([["value", 490]]);
    expect(prices({ ...there, goodsMinor: 5_000 })).toEqual([["value", 0]]);
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
      region: fc.constant(""),
      weightGrams: fc.integer({ min: 0, max: 100_000 }),
      goodsMinor: fc.integer({ min: 0, max: 100_000 }),
      currency: fc.constant("EUR" as const),
      basis: fc.constant(shipment.basis),
    });
    fc.assert(
      fc.property(anyShipment, (given) => {
        for (const offer of offeredMethods(rules, given)) expect([0, 490, 990, 1_990]).toContain(offer.priceMinor);
      }),
    );
  });
});

/** Bands that follow each other without a gap, by where they end. */
const anyBands = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 6 }), fc.boolean())
  .filter(([ends, open]) => open || ends.length > 0)
  .map(([ends, open]) => {
    const limits: (number | null)[] = ends.toSorted((a, b) => a - b);
    if (open) limits.push(null);
    return withStarts(limits.map((upTo, at) => ({ upTo, priceMinor: at, freeFromMinor: null })));
  });

describe("bands", () => {
  it("that are allowed hold every weight and value exactly once, up to the last end", () => {
    fc.assert(
      fc.property(anyBands, fc.constantFrom("weight", "value"), fc.integer({ min: 0, max: 6_000 }), (bands, by, at) => {
        expect(bandsProblem(by, bands)).toBeNull();
        const holding = bands.filter(({ from, upTo }) => at >= from && (upTo === null || at <= upTo));
        const end = bands.at(-1)?.upTo ?? Infinity;
        expect(holding).toHaveLength(at <= end ? 1 : 0);
        const measured = by === "weight" ? { weightGrams: at, goodsMinor: 0 } : { weightGrams: 0, goodsMinor: at };
        expect(bandOf({ priceBy: by, bands }, measured)).toEqual(holding[0] ?? null);
      }),
    );
  });

  it("with a gap, an overlap, no beginning, an end inside or a wrong order are refused, at the band that is wrong", () => {
    const band = (from: number, upTo: number | null, freeFromMinor: number | null = null) => {
      return { from, upTo, priceMinor: 1, freeFromMinor };
    };
    expect(bandsProblem("weight", [band(1, null)])).toEqual({ at: 0, name: "bandStart" });
    expect(bandsProblem("weight", [band(0, 10), band(12, null)])).toEqual({ at: 1, name: "bandGap" });
    expect(bandsProblem("weight", [band(0, 10), band(10, null)])).toEqual({ at: 1, name: "bandOverlap" });
    expect(bandsProblem("weight", [band(0, null), band(1, 5)])).toEqual({ at: 0, name: "bandEnd" });
    expect(bandsProblem("weight", [band(0, 10), band(11, 9)])).toEqual({ at: 1, name: "bandOrder" });
    expect(bandsProblem("flat", [band(0, 10)])).toEqual({ at: 0, name: "bandFlat" });
    expect(bandsProblem("value", [band(0, null, 500)])).toEqual({ at: 0, name: "bandFree" });
    expect(bandsProblem("flat", [band(0, null, 500)])).toBeNull();
  });
});
