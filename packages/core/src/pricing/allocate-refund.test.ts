import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocateRefund,
  type RefundableOrder,
  type RefundAllocation,
  type RefundChoice,
  unitsShare,
} from "./allocate-refund.ts";
import { discountBy } from "./combine-offers.ts";
import type { Effect } from "./effect.ts";
import { type OrderToPrice, priceOrder } from "./totals.ts";

const line = fc.record({
  unitPriceMinor: fc.integer({ min: 0, max: 100_000 }),
  quantity: fc.integer({ min: 1, max: 12 }),
  taxable: fc.boolean(),
});
type Given = Omit<OrderToPrice, "discount"> & { readonly effect: Effect | null };
const priced: fc.Arbitrary<Given> = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  effect: fc.oneof(
    fc.constant(null),
    fc.record({ kind: fc.constant("percentage" as const), percentBp: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ kind: fc.constant("fixed" as const), amountMinor: fc.integer({ min: 1, max: 200_000 }) }),
    fc.constant({ kind: "free_shipping" as const }),
  ),
  shippingMinor: fc.integer({ min: 0, max: 5_000 }),
  tax: fc.record({ rateBp: fc.integer({ min: 0, max: 2_700 }), included: fc.boolean() }),
});

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** An order that was just charged. */
function charged(given: Given): RefundableOrder {
  const price = priceOrder({ ...given, discount: discountBy(given.effect, given) });
  const shippingOffMinor = price.discountMinor - sum(price.lines.map((part) => part.discountMinor));
  return {
    totalMinor: price.totalMinor,
    taxMinor: price.taxMinor,
    taxIncluded: price.taxIncluded,
    lines: price.lines.map((part, index) => {
      return {
        ...part,
        lineId: String(index + 1),
        quantity: given.lines[index]?.quantity ?? 0,
        refunded: 0,
        exchanged: 0,
      };
    }),
    conditions: [],
    keepsDiscount: false,
    shipping: {
      paidMinor: price.shippingMinor - shippingOffMinor,
      taxMinor: price.taxMinor - sum(price.lines.map((part) => part.taxMinor)),
      refundedMinor: 0,
    },
    remainingMinor: price.totalMinor,
    remainingTaxMinor: price.taxMinor,
  };
}

function allocated(order: RefundableOrder, choice: RefundChoice): RefundAllocation {
  const refund = allocateRefund(order, choice);
  if (refund.problems) throw new Error(JSON.stringify(refund.problems));
  return refund;
}

/** The order after a refund. */
function after(order: RefundableOrder, choice: RefundChoice, refund: RefundAllocation): RefundableOrder {
  return {
    ...order,
    lines: order.lines.map((each) => ({
      ...each,
      refunded: each.refunded + (choice.lines.find(({ lineId }) => lineId === each.lineId)?.quantity ?? 0),
    })),
    shipping: { ...order.shipping, refundedMinor: order.shipping.refundedMinor + (choice.shippingMinor ?? 0) },
    remainingMinor: order.remainingMinor - refund.amountMinor,
    remainingTaxMinor: order.remainingTaxMinor - refund.taxMinor,
  };
}

/** Part of what is left of an order, by fractions of 100. */
interface Wish {
  readonly units: readonly number[];
  readonly shipping: number;
  readonly amount: number | null;
}
const wish: fc.Arbitrary<Wish> = fc.record({
  units: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 6 }),
  shipping: fc.integer({ min: 0, max: 100 }),
  amount: fc.option(fc.integer({ min: 0, max: 100 })),
});
const part = (of: number, percent: number) => Math.floor((of * percent) / 100);

function choose(order: RefundableOrder, { units, shipping, amount }: Wish): RefundChoice {
  const lines = order.lines.flatMap(({ lineId, quantity, refunded, exchanged }, index) => {
    const count = part(quantity - refunded - exchanged, units[index] ?? 0);
    return count > 0 ? [{ lineId, quantity: count }] : [];
  });
  const shippingMinor = part(order.shipping.paidMinor - order.shipping.refundedMinor, shipping);
  return { lines, shippingMinor, ...(amount === null ? {} : { amountMinor: part(order.remainingMinor, amount) }) };
}

const everything = (order: RefundableOrder): RefundChoice =>
  choose(order, { units: order.lines.map(() => 100), shipping: 100, amount: null });

describe("refunds of any order", () => {
  it("never exceed the charge together, nor its tax, and their parts add up", () => {
    fc.assert(
      fc.property(priced, fc.array(wish, { maxLength: 6 }), (given, wishes) => {
        let order = charged(given);
        for (const each of wishes) {
          const choice = choose(order, each);
          const refund = allocated(order, choice);
          expect(refund.amountMinor).toBeGreaterThanOrEqual(0);
          expect(refund.amountMinor).toBeLessThanOrEqual(order.remainingMinor);
          expect(refund.taxMinor).toBeGreaterThanOrEqual(0);
          expect(refund.taxMinor).toBeLessThanOrEqual(refund.amountMinor);
          expect(sum(refund.parts.map(({ amountMinor }) => amountMinor))).toBe(refund.amountMinor);
          expect(sum(refund.parts.map(({ taxMinor }) => taxMinor))).toBe(refund.taxMinor);
          order = after(order, choice, refund);
          expect(order.remainingTaxMinor).toBeGreaterThanOrEqual(0);
          expect(order.remainingTaxMinor).toBeLessThanOrEqual(order.remainingMinor);
        }
      }),
    );
  });

  it("are the charge and its tax to the cent when all lines and shipping go back, in however many steps", () => {
    fc.assert(
      fc.property(priced, fc.array(wish, { maxLength: 5 }), (given, wishes) => {
        let order = charged(given);
        for (const each of [...wishes.map((one) => ({ ...one, amount: null })), null]) {
          const choice = each ? choose(order, each) : everything(order);
          const refund = allocated(order, choice);
          // Only the last cent of tax may differ from the parts', never the money.
          expect(refund.parts.find(({ kind, amountMinor }) => kind === "adjustment" && amountMinor !== 0)).toBe(
            undefined,
          );
          order = after(order, choice, refund);
        }
        expect([order.remainingMinor, order.remainingTaxMinor]).toEqual([0, 0]);
      }),
    );
  });

  it("and what was paid for exchanged units are the charge to the cent", () => {
    const shares = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(priced, shares, fc.array(wish, { maxLength: 5 }), (given, percents, wishes) => {
        const whole = charged(given);
        const lines = whole.lines.map((each, index) =>
          Object.assign(each, { exchanged: part(each.quantity, percents[index] ?? 0) }),
        );
        let order: RefundableOrder = { ...whole, lines };
        for (const each of [...wishes.map((one) => ({ ...one, amount: null })), null]) {
          const choice = each ? choose(order, each) : everything(order);
          order = after(order, choice, allocated(order, choice));
        }
        const kept = order.lines.map(({ totalMinor, discountMinor, taxMinor, quantity, exchanged }) => {
          const paid = sum([totalMinor, -discountMinor, order.taxIncluded ? 0 : taxMinor]);
          const units = [quantity - exchanged, exchanged] as const;
          const share = (amountMinor: number) => unitsShare(amountMinor, quantity, units);
          const goods = sum([share(totalMinor), -share(discountMinor), order.taxIncluded ? 0 : share(taxMinor)]);
          expect(unitsShare(paid, quantity, units)).toBeLessThanOrEqual(paid);
          return goods;
        });
        expect(order.remainingMinor).toBe(sum(kept));
        const problems = order.lines.map(
          ({ lineId }) => allocateRefund(order, { lines: [{ lineId, quantity: 1 }] }).problems,
        );
        expect(problems).toMatchObject(order.lines.map(() => [{ max: 0 }]));
      }),
    );
  });

  it("come to the charge when what is left after a free amount is refunded by line", () => {
    fc.assert(
      fc.property(priced, fc.integer({ min: 0, max: 100 }), (given, percent) => {
        const order = charged(given);
        const free = { lines: [], amountMinor: part(order.remainingMinor, percent) };
        const left = after(order, free, allocated(order, free));
        const last = allocated(left, everything(left));
        expect(last.amountMinor).toBe(left.remainingMinor);
        expect(last.taxMinor).toBe(left.remainingTaxMinor);
      }),
    );
  });
});

describe("refunds of an order whose discount had a minimum", () => {
  const conditional = fc
    .record({
      given: priced,
      minimumMinor: fc.integer({ min: 0, max: 200_000 }),
      minimumQuantity: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ given, minimumMinor, minimumQuantity }) => {
      const order = charged(given);
      const lines = order.lines.map(({ lineId, discountMinor }) => ({ lineId, discountMinor }));
      return Object.assign(order, { conditions: [{ minimumMinor, minimumQuantity, lines }] });
    });

  it("never exceed the charge, and come to it when everything has gone back, whatever was held back on the way", () => {
    fc.assert(
      fc.property(conditional, fc.array(wish, { maxLength: 4 }), (given, wishes) => {
        let order: RefundableOrder = given;
        for (const each of [...wishes, null]) {
          const choice = each ? choose(order, { ...each, amount: null }) : everything(order);
          const refund = allocated(order, choice);
          expect(refund.amountMinor).toBeGreaterThanOrEqual(0);
          expect(refund.amountMinor).toBeLessThanOrEqual(order.remainingMinor);
          expect(refund.withheldMinor).toBeGreaterThanOrEqual(0);
          // A refund of nothing is refused, so it takes no goods back.
          if (refund.amountMinor > 0) order = after(order, choice, refund);
        }
        expect(order.remainingMinor).toBe(0);
      }),
    );
  });

  it("keep the discount of goods that stay and no longer reach it, and give it back with the last of them", () => {
    const order = charged({
      lines: [{ unitPriceMinor: 3_000, quantity: 2, taxable: true }],
      effect: { kind: "fixed", amountMinor: 1_000 },
      shippingMinor: 0,
      tax: { rateBp: 1_900, included: true },
    });
    const lines = [{ lineId: "1", discountMinor: 1_000 }];
    const given = { ...order, conditions: [{ minimumMinor: 5_000, minimumQuantity: 0, lines }] };
    const one = { lines: [{ lineId: "1", quantity: 1 }] };
    const first = allocated(given, one);
    expect(first).toMatchObject({ amountMinor: 2_000, withheldMinor: 500 });
    expect(allocated(after(given, one, first), one)).toMatchObject({ amountMinor: 3_000, withheldMinor: 0 });
    expect(allocated(given, { ...one, amountMinor: 2_500 })).toMatchObject({ amountMinor: 2_500, withheldMinor: 0 });
  });
});

describe("a refund calculated by hand", () => {
  const order = charged({
    lines: [
      { unitPriceMinor: 1_000, quantity: 3, taxable: true },
      { unitPriceMinor: 500, quantity: 1, taxable: true },
    ],
    effect: { kind: "percentage", percentBp: 1_000 },
    shippingMinor: 490,
    tax: { rateBp: 1_900, included: true },
  });

  it("gives one of three units its share of the discount and of the tax in its price", () => {
    // 3,500 goods, 350 discount: 300 of it on the first line. Tax in 3,640 gross: 581, of which 431 in 2,700 on the first line.
    expect(allocated(order, { lines: [{ lineId: "1", quantity: 1 }] })).toMatchObject({
      amountMinor: 900,
      taxMinor: 144,
      parts: [{ kind: "line", goodsMinor: 1_000, discountMinor: 100, taxMinor: 144, amountMinor: 900 }],
    });
  });

  it("gives shipping back with its tax where tax was added", () => {
    const american = charged({
      lines: [{ unitPriceMinor: 1_000, quantity: 1, taxable: true }],
      effect: null,
      shippingMinor: 500,
      tax: { rateBp: 1_000, included: false },
    });
    expect(allocated(american, { lines: [], shippingMinor: 500 })).toMatchObject({ amountMinor: 550, taxMinor: 50 });
  });

  it("sends exactly the amount that staff chose, and keeps the difference as an adjustment", () => {
    expect(allocated(order, { lines: [{ lineId: "1", quantity: 1 }], amountMinor: 400 })).toMatchObject({
      amountMinor: 400,
      parts: [
        { kind: "line", amountMinor: 900 },
        { kind: "adjustment", amountMinor: -500 },
      ],
    });
    expect(allocated(order, { lines: [], amountMinor: 1_234 })).toMatchObject({ amountMinor: 1_234, taxMinor: 197 });
  });

  it("says what is too much, and how much is left", () => {
    expect(
      allocateRefund(order, {
        lines: [
          { lineId: "1", quantity: 4 },
          { lineId: "1", quantity: 1 },
          { lineId: "9", quantity: 1 },
        ],
        shippingMinor: 491,
        amountMinor: 3_641,
      }),
    ).toEqual({
      problems: [
        { field: "lines.0.quantity", max: 3 },
        { field: "lines.1.lineId", max: null },
        { field: "lines.2.lineId", max: null },
        { field: "shippingMinor", max: 490 },
        { field: "amountMinor", max: 3_640 },
      ],
    });
  });
});
