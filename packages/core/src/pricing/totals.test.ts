import { includedTaxMinor } from "@cartwright/contracts/amounts";
import { chargedMinor } from "@cartwright/contracts/listed-price";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discountBy } from "./combine-offers.ts";
import type { Effect } from "./effect.ts";
import { type OrderToPrice, priceOrder } from "./totals.ts";

const line = fc.record({
  unitPriceMinor: fc.integer({ min: 0, max: 1_000_000 }),
  quantity: fc.integer({ min: 1, max: 999 }),
  taxable: fc.boolean(),
});
const effect: fc.Arbitrary<Effect | null> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant("percentage" as const), percentBp: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant("fixed" as const), amountMinor: fc.integer({ min: 1, max: 2_000_000_000 }) }),
  fc.constant({ kind: "free_shipping" as const }),
);
type Given = Omit<OrderToPrice, "discount"> & { readonly effect: Effect | null };
const priceWith = ({ effect, ...order }: Given) => priceOrder({ ...order, discount: discountBy(effect, order) });
const order: fc.Arbitrary<Given> = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 100 }),
  effect,
  shippingMinor: fc.integer({ min: 0, max: 100_000 }),
  tax: fc.record({ rateBp: fc.integer({ min: 0, max: 10_000 }), included: fc.boolean() }),
  shippingTaxed: fc.boolean(),
});
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe("the price of any order", () => {
  it("adds up: subtotal - discount + shipping, plus tax where it is not included", () => {
    fc.assert(
      fc.property(order, (given) => {
        const price = priceWith(given);
        const taxOnTop = price.taxIncluded ? 0 : price.taxMinor;
        expect(price.totalMinor).toBe(price.subtotalMinor - price.discountMinor + price.shippingMinor + taxOnTop);
        expect(price.subtotalMinor).toBe(sum(price.lines.map((part) => part.totalMinor)));
      }),
    );
  });

  it("has no negative or fractional amount, and never discounts more than the order is worth", () => {
    fc.assert(
      fc.property(order, (given) => {
        const { lines, taxIncluded: _, ...amounts } = priceWith(given);
        for (const amount of Object.values(amounts)) {
          expect(Number.isSafeInteger(amount)).toBe(true);
          expect(amount).toBeGreaterThanOrEqual(0);
        }
        for (const part of lines) {
          expect(part.discountMinor).toBeGreaterThanOrEqual(0);
          expect(part.discountMinor).toBeLessThanOrEqual(part.totalMinor);
        }
        expect(amounts.discountMinor).toBeLessThanOrEqual(amounts.subtotalMinor + amounts.shippingMinor);
        expect(amounts.taxMinor).toBeLessThanOrEqual(amounts.totalMinor);
      }),
    );
  });

  it("allocates the discount on goods to the lines without losing a cent", () => {
    fc.assert(
      fc.property(order, (given) => {
        const price = priceWith(given);
        const onLines = sum(price.lines.map((part) => part.discountMinor));
        expect(onLines).toBe(given.effect?.kind === "free_shipping" ? 0 : price.discountMinor);
      }),
    );
  });

  it("does not depend on the order of the lines, except for which line gets the odd cent", () => {
    fc.assert(
      fc.property(order, (given) => {
        // Tax looks at the discount of taxable lines, so only orders taxed alike are compared.
        const lines = given.lines.map(({ unitPriceMinor, quantity }) => ({ unitPriceMinor, quantity, taxable: true }));
        const { lines: _a, ...there } = priceWith({ ...given, lines });
        const { lines: _b, ...back } = priceWith({ ...given, lines: lines.toReversed() });
        expect(back).toEqual(there);
      }),
    );
  });

  it("without the shop's own tax adds up to the cent: each price is the listed one less the tax in it", () => {
    const exported = fc.record({ given: order, listedRateBp: fc.integer({ min: 0, max: 10_000 }) });
    fc.assert(
      fc.property(exported, ({ given, listedRateBp }) => {
        const basis = { listedRateBp, rateBp: given.tax.rateBp, included: false };
        const charged = (listedMinor: number) => chargedMinor(listedMinor, basis);
        const lines = given.lines.map((part) => ({ ...part, unitPriceMinor: charged(part.unitPriceMinor) }));
        for (const [index, part] of lines.entries()) {
          const listedMinor = given.lines[index]?.unitPriceMinor ?? 0;
          expect(part.unitPriceMinor + includedTaxMinor(listedMinor, listedRateBp)).toBe(listedMinor);
        }
        const tax = { rateBp: basis.rateBp, included: false };
        const price = priceWith({ lines, effect: given.effect, shippingMinor: charged(given.shippingMinor), tax });
        expect(price.subtotalMinor).toBe(sum(lines.map((part) => part.unitPriceMinor * part.quantity)));
        expect(price.totalMinor).toBe(price.subtotalMinor - price.discountMinor + price.shippingMinor + price.taxMinor);
      }),
    );
  });

  it("is zero with a discount of 100 %", () => {
    const everything = {
      lines: [{ unitPriceMinor: 333, quantity: 3, taxable: true }],
      effect: { kind: "percentage" as const, percentBp: 10_000 },
      shippingMinor: 0,
      tax: { rateBp: 1_900, included: true },
    };
    expect(priceWith(everything)).toMatchObject({
      subtotalMinor: 999,
      discountMinor: 999,
      taxMinor: 0,
      totalMinor: 0,
    });
  });
});

describe("orders calculated by hand", () => {
  const lines = [
    { unitPriceMinor: 1_999, quantity: 2, taxable: true },
    { unitPriceMinor: 500, quantity: 1, taxable: true },
  ];
  const german = { rateBp: 1_900, included: true };

  it("extracts the tax included in German prices, with shipping", () => {
    // 4,498 + 490 = 4,988; 4,988 * 19 / 119 = 796.4
    expect(priceWith({ lines, effect: null, shippingMinor: 490, tax: german })).toMatchObject({
      subtotalMinor: 4_498,
      taxMinor: 796,
      totalMinor: 4_988,
    });
  });

  it("adds Californian sales tax to the total", () => {
    // 4,988 * 7.25 % = 361.63
    expect(priceWith({ lines, effect: null, shippingMinor: 490, tax: { rateBp: 725, included: false } })).toMatchObject(
      {
        taxMinor: 362,
        totalMinor: 5_350,
      },
    );
  });

  it("taxes only taxable lines, and shipping only when a line is taxable", () => {
    const mixed = [lines[0], { unitPriceMinor: 500, quantity: 1, taxable: false }].flatMap((part) => part ?? []);
    const tax = { rateBp: 1_000, included: false };
    expect(priceWith({ lines: mixed, effect: null, shippingMinor: 490, tax }).taxMinor).toBe(449);
    const exempt = [{ unitPriceMinor: 500, quantity: 1, taxable: false }];
    expect(priceWith({ lines: exempt, effect: null, shippingMinor: 490, tax }).taxMinor).toBe(0);
  });

  it("discounts shipping for free shipping, and only goods otherwise", () => {
    const free = priceWith({ lines, effect: { kind: "free_shipping" }, shippingMinor: 490, tax: german });
    expect(free).toMatchObject({ shippingMinor: 490, discountMinor: 490, totalMinor: 4_498 });
    const fixed = { kind: "fixed" as const, amountMinor: 999_999 };
    expect(priceWith({ lines, effect: fixed, shippingMinor: 490, tax: german })).toMatchObject({
      discountMinor: 4_498,
      totalMinor: 490,
    });
  });
});
