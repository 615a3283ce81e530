import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineOffers, type Offer } from "./combine-offers.ts";
import type { Effect } from "./effect.ts";

const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ kind: fc.constant("percentage" as const), percentBp: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant("fixed" as const), amountMinor: fc.integer({ min: 1, max: 100_000 }) }),
  fc.constant({ kind: "free_shipping" as const }),
  fc.record({
    kind: fc.constant("buy_x_get_y" as const),
    buyQuantity: fc.integer({ min: 1, max: 4 }),
    getQuantity: fc.integer({ min: 1, max: 4 }),
    percentBp: fc.integer({ min: 1, max: 10_000 }),
  }),
);
const LINES_MAX = 5;
const offers: fc.Arbitrary<Offer[]> = fc
  .array(
    fc.record({
      effect,
      scope: fc.array(fc.boolean(), { minLength: LINES_MAX, maxLength: LINES_MAX }),
      isScoped: fc.boolean(),
      combinable: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((some) => some.map((offer, index) => ({ ...offer, id: `offer-${index}`, byCode: index === 0 })));
const line = fc.record({
  unitPriceMinor: fc.integer({ min: 0, max: 20_000 }),
  quantity: fc.integer({ min: 1, max: 9 }),
});
const lines = fc
  .array(line, { minLength: 1, maxLength: LINES_MAX })
  .map((some) => some.map((each, index) => ({ ...each, key: `line-${index}` })));
const shipping = fc.record({
  priceMinor: fc.integer({ min: 0, max: 2_000 }),
  freeFromMinor: fc.integer({ max: 50_000 }),
});
const basket = fc.record({ lines, offers, shipping });
type Basket = typeof basket extends fc.Arbitrary<infer T> ? T : never;

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const shippingOf =
  ({ shipping: { priceMinor, freeFromMinor } }: Basket) =>
  (left: readonly number[]) =>
    sum(left) >= freeFromMinor ? 0 : priceMinor;
const totals = (given: Basket) => given.lines.map((each) => each.unitPriceMinor * each.quantity);

function combine(given: Basket) {
  const result = combineOffers(given.offers, { lines: given.lines, shippingPriceOf: shippingOf(given) });
  const left = totals(given).map((minor, at) => minor - (result.linesMinor[at] ?? 0));
  const priceMinor = shippingOf(given)(left);
  return { ...result, left, priceMinor, costMinor: sum(left) + priceMinor - result.shippingMinor };
}

describe("promotions together", () => {
  it("never take more off a line, or off shipping, than it costs, and say exactly who took what", () => {
    fc.assert(
      fc.property(basket, (given) => {
        const { parts, linesMinor, shippingMinor, left, priceMinor } = combine(given);
        for (const minor of [...left, ...linesMinor, shippingMinor, priceMinor - shippingMinor]) {
          expect(Number.isSafeInteger(minor)).toBe(true);
          expect(minor).toBeGreaterThanOrEqual(0);
        }
        expect(given.lines.map((_, at) => sum(parts.map((part) => part.linesMinor[at] ?? 0)))).toEqual(linesMinor);
        expect(sum(parts.map((part) => part.shippingMinor))).toBe(shippingMinor);
      }),
    );
  });

  it("come to the same whatever the order of the promotions and of the lines", () => {
    fc.assert(
      fc.property(basket, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (given, shuffle) => {
        const mixed = <T>(values: readonly T[], from: number) =>
          values
            .map((value, at) => ({ value, by: shuffle[from + at] ?? 0 }))
            .toSorted((one, other) => one.by - other.by)
            .map(({ value }) => value);
        const places = mixed(
          given.lines.map((_, at) => at),
          6,
        );
        const place = <T>(values: readonly T[]): T[] => places.flatMap((at) => values.slice(at, at + 1));
        const other = {
          ...given,
          lines: place(given.lines),
          offers: mixed(given.offers, 0).map((one) => Object.assign({}, one, { scope: place(one.scope) })),
        };
        const [one, two] = [combine(given), combine(other)];
        expect(two.linesMinor).toEqual(place(one.linesMinor));
        expect(two.parts.map(({ id }) => id)).toEqual(one.parts.map(({ id }) => id));
        expect([two.shippingMinor, two.costMinor]).toEqual([one.shippingMinor, one.costMinor]);
      }),
    );
  });

  it("never cost the shopper more than one alone or none, and never combine one that must be used alone", () => {
    fc.assert(
      fc.property(basket, (given) => {
        const all = combine(given);
        for (const offer of given.offers) {
          expect(all.costMinor).toBeLessThanOrEqual(combine({ ...given, offers: [offer] }).costMinor);
        }
        expect(all.costMinor).toBeLessThanOrEqual(combine({ ...given, offers: [] }).costMinor);
        const used = given.offers.filter(({ id }) => all.parts.some((part) => part.id === id));
        expect(used.length < 2 || used.every(({ combinable }) => combinable)).toBe(true);
      }),
    );
  });

  it("are each applied or explained, and an applied one takes something off its own goods or shipping", () => {
    fc.assert(
      fc.property(basket, (given) => {
        const { parts, left } = combine({ ...given });
        const named = combineOffers(given.offers, { lines: given.lines, shippingPriceOf: shippingOf(given) }).left;
        expect([...parts, ...named].map(({ id }) => id).toSorted()).toEqual(
          given.offers.map(({ id }) => id).toSorted(),
        );
        for (const part of parts) {
          const scope = given.offers.find(({ id }) => id === part.id)?.scope ?? [];
          expect(sum(part.linesMinor) + part.shippingMinor).toBeGreaterThan(0);
          expect(part.linesMinor.every((minor, at) => minor === 0 || scope[at])).toBe(true);
        }
        expect(left).toHaveLength(given.lines.length);
      }),
    );
  });
});

const goods = (prices: readonly (readonly [unitPriceMinor: number, quantity: number])[], shippingMinor = 490) => ({
  lines: prices.map(([unitPriceMinor, quantity], at) => ({ key: `line-${at}`, unitPriceMinor, quantity })),
  shippingPriceOf: () => shippingMinor,
});
const offer = (id: string, what: Effect, more: Partial<Offer> = {}): Offer => ({
  id,
  effect: what,
  scope: [true, true, true],
  isScoped: false,
  combinable: true,
  byCode: false,
  ...more,
});

describe("promotions calculated by hand", () => {
  it("apply to goods of their own first, then to the order, then to shipping; percentages before amounts", () => {
    const { parts, shippingMinor } = combineOffers(
      [
        offer("e", { kind: "free_shipping" }),
        offer("d", { kind: "fixed", amountMinor: 500 }),
        offer("c", { kind: "percentage", percentBp: 1_000 }),
        offer("b", { kind: "fixed", amountMinor: 1_000 }, { isScoped: true, scope: [true, false] }),
        offer("a", { kind: "percentage", percentBp: 5_000 }, { isScoped: true, scope: [true, false] }),
      ],
      goods([
        [10_000, 1],
        [6_000, 1],
      ]),
    );
    // 5,000 off the first; 1,000 more; 10% of the 4,000 and 6,000 left; 5.00 of the 9,000 left.
    expect(parts.map(({ id, linesMinor }) => [id, linesMinor])).toEqual([
      ["a", [5_000, 0]],
      ["b", [1_000, 0]],
      ["c", [400, 600]],
      ["d", [200, 300]],
      ["e", [0, 0]],
    ]);
    expect(shippingMinor).toBe(490);
  });

  it("give the cheapest unit of each full set, dearest first: 100, 90, 80, 70, 60 and 50 with three for two", () => {
    const three = offer("three", { kind: "buy_x_get_y", buyQuantity: 2, getQuantity: 1, percentBp: 10_000 });
    const six = goods([
      [8_000, 1],
      [10_000, 1],
      [5_000, 1],
      [9_000, 1],
      [7_000, 1],
      [6_000, 1],
    ]);
    const all = { ...three, scope: six.lines.map(() => true) };
    expect(combineOffers([all], six).linesMinor).toEqual([8_000, 0, 5_000, 0, 0, 0]);
    expect(combineOffers([all], goods([[1_000, 8]])).linesMinor).toEqual([2_000]);
    expect(combineOffers([all], goods([[1_000, 2]]))).toMatchObject({
      parts: [],
      left: [{ id: "three", reason: "no_effect" }],
    });
  });

  it("keep a code unused that saves no more than what applies without it, and say why", () => {
    const code = offer("code", { kind: "percentage", percentBp: 1_000 }, { byCode: true, combinable: false });
    const sale = offer("sale", { kind: "percentage", percentBp: 1_000 });
    expect(combineOffers([code, sale], goods([[5_000, 1]]))).toMatchObject({
      parts: [{ id: "sale" }],
      left: [{ id: "code", reason: "beaten" }],
    });
    const free = offer("free", { kind: "free_shipping" }, { byCode: true });
    expect(combineOffers([free], goods([[5_000, 1]], 0))).toMatchObject({
      parts: [],
      left: [{ id: "free", reason: "no_effect" }],
    });
  });
});
