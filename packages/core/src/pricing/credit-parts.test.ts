import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocateRefund, type RefundableOrder } from "./allocate-refund.ts";
import { discountBy } from "./combine-offers.ts";
import { type CreditPart, creditParts, type MadeRefund } from "./credit-parts.ts";
import { type InvoicedOrder, invoiceParts, sumByRate } from "./invoice-parts.ts";
import { priceOrder } from "./totals.ts";

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

const given = fc.record({
  lines: fc.array(
    fc.record({
      unitPriceMinor: fc.integer({ min: 0, max: 50_000 }),
      quantity: fc.integer({ min: 1, max: 9 }),
      taxable: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  effect: fc.oneof(
    fc.constant(null),
    fc.record({ kind: fc.constant("percentage" as const), percentBp: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ kind: fc.constant("fixed" as const), amountMinor: fc.integer({ min: 1, max: 90_000 }) }),
    fc.constant({ kind: "free_shipping" as const }),
  ),
  shippingMinor: fc.integer({ min: 0, max: 5_000 }),
  tax: fc.record({ rateBp: fc.integer({ min: 0, max: 2_700 }), included: fc.boolean() }),
  shippingTaxed: fc.boolean(),
});
type Given = typeof given extends fc.Arbitrary<infer Order> ? Order : never;

/** An order as it is invoiced, and as its refunds are allocated. */
function placed(wish: Given): { readonly invoiced: InvoicedOrder; readonly refundable: RefundableOrder } {
  const price = priceOrder({ ...wish, discount: discountBy(wish.effect, wish) });
  const lines = price.lines.map((line, at) => ({
    ...line,
    position: at + 1,
    quantity: wish.lines[at]?.quantity ?? 0,
    taxable: wish.lines[at]?.taxable ?? false,
  }));
  const { taxIncluded, taxMinor, discountMinor, shippingMinor, totalMinor } = price;
  const lineTaxMinor = sum(lines.map((line) => line.taxMinor));
  const shippingOffMinor = discountMinor - sum(lines.map((line) => line.discountMinor));
  return {
    invoiced: {
      taxIncluded,
      taxRateBp: wish.tax.rateBp,
      taxMinor,
      discountMinor,
      shippingMinor,
      lines,
      shippingTaxed: wish.shippingTaxed,
    },
    refundable: {
      totalMinor,
      taxMinor,
      taxIncluded,
      lines: lines.map((line) => Object.assign({}, line, { lineId: String(line.position), refunded: 0, exchanged: 0 })),
      conditions: [],
      keepsDiscount: false,
      shipping: {
        paidMinor: shippingMinor - shippingOffMinor,
        taxMinor: taxMinor - lineTaxMinor,
        refundedMinor: 0,
      },
      remainingMinor: totalMinor,
      remainingTaxMinor: taxMinor,
    },
  };
}

const wishes = fc.array(
  fc.record({
    units: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }),
    shipping: fc.integer({ min: 0, max: 100 }),
    amount: fc.option(fc.integer({ min: 1, max: 100 })),
  }),
  { maxLength: 5 },
);

/** Refunds as staff would make them, one after the other, and last all that is left. */
function refundsOf(order: RefundableOrder, parts: typeof wishes extends fc.Arbitrary<infer List> ? List : never) {
  let left = order;
  const made: MadeRefund[] = [];
  const all = { units: order.lines.map(() => 100), shipping: 100, amount: null };
  for (const wish of [...parts, all]) {
    const lines = left.lines.flatMap(({ lineId, quantity, refunded }, at) => {
      const count = Math.floor(((quantity - refunded) * (wish.units[at] ?? 0)) / 100);
      return count > 0 ? [{ lineId, quantity: count }] : [];
    });
    const { paidMinor, refundedMinor } = left.shipping;
    const shippingMinor = Math.floor(((paidMinor - refundedMinor) * wish.shipping) / 100);
    const amountMinor = wish === all ? left.remainingMinor : wish.amount;
    const free =
      amountMinor === null
        ? {}
        : { amountMinor: wish === all ? left.remainingMinor : Math.floor((left.remainingMinor * amountMinor) / 100) };
    const refund = allocateRefund(left, { lines, shippingMinor, ...free });
    if (refund.problems) throw new Error(JSON.stringify(refund.problems));
    left = Object.assign({}, left, {
      lines: left.lines.map((line) => {
        return {
          ...line,
          refunded: line.refunded + (lines.find(({ lineId }) => lineId === line.lineId)?.quantity ?? 0),
        };
      }),
      shipping: { ...left.shipping, refundedMinor: refundedMinor + shippingMinor },
      remainingMinor: left.remainingMinor - refund.amountMinor,
      remainingTaxMinor: left.remainingTaxMinor - refund.taxMinor,
    });
    if (refund.amountMinor === 0) continue;
    made.push({
      amountMinor: refund.amountMinor,
      taxMinor: refund.taxMinor,
      parts: refund.parts.flatMap((part) => {
        if (part.kind === "adjustment") return [];
        const { amountMinor: grossMinor, taxMinor } = part;
        const position = part.kind === "line" ? Number(part.lineId) : null;
        return [{ position, quantity: part.kind === "line" ? part.quantity : null, amountMinor: grossMinor, taxMinor }];
      }),
    });
  }
  return made;
}

/** The credit notes of refunds, each after those before. */
function creditAll(order: InvoicedOrder, refunds: readonly MadeRefund[]): CreditPart[][] {
  const notes: CreditPart[][] = [];
  for (const refund of refunds) notes.push(creditParts(invoiceParts(order), notes.flat(), refund));
  return notes;
}

const nonZero = (order: readonly { grossMinor: number; taxMinor: number }[]) =>
  order.filter(({ grossMinor, taxMinor }) => grossMinor !== 0 || taxMinor !== 0);

describe("an invoice", () => {
  it("adds up to the order's total and tax, and its tax rates to both", () => {
    fc.assert(
      fc.property(given, (wish) => {
        const { invoiced, refundable } = placed(wish);
        const parts = invoiceParts(invoiced);
        expect(sum(parts.map(({ grossMinor }) => grossMinor))).toBe(refundable.totalMinor);
        expect(sum(parts.map(({ taxMinor }) => taxMinor))).toBe(refundable.taxMinor);
        for (const { taxRateBp, taxMinor, grossMinor } of sumByRate(parts)) {
          expect(taxRateBp === 0 ? taxMinor : 0).toBe(0);
          expect(taxMinor).toBeLessThanOrEqual(grossMinor);
        }
      }),
    );
  });

  it("finds the tax rate of an order placed before rates were kept", () => {
    const line = { position: 1, quantity: 1, totalMinor: 4_990, discountMinor: 0, taxMinor: 797, taxable: null };
    const order = {
      taxIncluded: true,
      taxRateBp: null,
      taxMinor: 797,
      discountMinor: 0,
      shippingMinor: 0,
      lines: [line],
    };
    expect(invoiceParts(order)).toMatchObject([{ taxRateBp: 1_900 }]);
    const added = { ...order, taxIncluded: false, taxMinor: 362, lines: [{ ...line, taxMinor: 362 }] };
    expect(invoiceParts(added)).toMatchObject([{ taxRateBp: 725, grossMinor: 5_352 }]);
    const free = { ...line, discountMinor: 4_990, taxMinor: 0 };
    const shipped = { ...order, taxMinor: 78, discountMinor: 4_990, shippingMinor: 490, lines: [free] };
    expect(invoiceParts(shipped)[1]).toMatchObject({
      grossMinor: 490,
      taxMinor: 78,
      taxRateBp: expect.closeTo(1_900, -2),
    });
    const untaxed = { ...order, taxMinor: 0, lines: [{ ...line, taxMinor: 0 }] };
    expect(invoiceParts(untaxed)).toMatchObject([{ taxRateBp: 0 }]);
  });
});

describe("credit notes of any order's refunds", () => {
  it("come to each refund exactly, and together to the invoice at each tax rate", () => {
    fc.assert(
      fc.property(given, wishes, (wish, parts) => {
        const { invoiced, refundable } = placed(wish);
        const refunds = refundsOf(refundable, parts);
        const notes = creditAll(invoiced, refunds);
        for (const [at, note] of notes.entries()) {
          expect(sum(note.map(({ grossMinor }) => grossMinor))).toBe(refunds[at]?.amountMinor);
          for (const rate of sumByRate(note)) {
            expect(rate.taxMinor).toBeGreaterThanOrEqual(0);
            expect(rate.grossMinor).toBeGreaterThanOrEqual(rate.taxMinor);
          }
        }
        expect(nonZero(sumByRate(notes.flat()))).toEqual(nonZero(sumByRate(invoiceParts(invoiced))));
      }),
      { numRuns: 300 },
    );
  });

  it("come to the invoice in whatever order the refunds are made", () => {
    fc.assert(
      fc.property(given, wishes, (wish, parts) => {
        const { invoiced, refundable } = placed(wish);
        const notes = creditAll(invoiced, refundsOf(refundable, parts).toReversed());
        expect(nonZero(sumByRate(notes.flat()))).toEqual(nonZero(sumByRate(invoiceParts(invoiced))));
      }),
    );
  });

  it("have the tax that the refund was allocated, where all is taxed alike", () => {
    fc.assert(
      fc.property(given, wishes, (wish, parts) => {
        const alike = { ...wish, shippingTaxed: true, lines: wish.lines.map((line) => ({ ...line, taxable: true })) };
        const { invoiced, refundable } = placed(alike);
        const refunds = refundsOf(refundable, parts);
        const taxes = creditAll(invoiced, refunds).map((note) => sum(note.map(({ taxMinor }) => taxMinor)));
        expect(taxes).toEqual(refunds.map(({ taxMinor }) => taxMinor));
      }),
    );
  });
});

describe("the credit note of", () => {
  const line = { position: 1, quantity: 2, totalMinor: 4_000, discountMinor: 0, taxMinor: 639, taxable: true };
  const order = {
    taxIncluded: true,
    taxRateBp: 1_900,
    taxMinor: 717,
    discountMinor: 0,
    shippingMinor: 490,
    lines: [line],
  };

  it("a free amount is gross: it totals exactly that", () => {
    const note = creditParts(invoiceParts(order), [], { amountMinor: 1_000, taxMinor: 160, parts: [] });
    expect(note).toMatchObject([{ kind: "adjustment", grossMinor: 1_000, taxMinor: 160, taxRateBp: 1_900 }]);
  });

  it("a cancelled order repeats the rows of its invoice", () => {
    const note = creditParts(invoiceParts(order), [], { amountMinor: 4_490, taxMinor: null, parts: [] });
    expect(note.map(({ position, grossMinor }) => [position, grossMinor])).toEqual([
      [1, 4_000],
      [null, 490],
    ]);
  });

  it("a free amount has the tax of the rates that are left", () => {
    const plain = { position: 2, quantity: 1, totalMinor: 10_000, discountMinor: 0, taxMinor: 0, taxable: false };
    const taxed = { position: 1, quantity: 1, totalMinor: 10_000, discountMinor: 0, taxMinor: 1_597, taxable: true };
    const mixed = { ...order, taxMinor: 1_597, shippingMinor: 0, lines: [taxed, plain] };
    const invoice = invoiceParts(mixed);
    const whole = { position: 2, quantity: 1, amountMinor: 10_000, taxMinor: 0 };
    const first = creditParts(invoice, [], { amountMinor: 10_000, taxMinor: 0, parts: [whole] });
    expect(first).toMatchObject([{ kind: "part", grossMinor: 10_000, taxMinor: 0, taxRateBp: 0 }]);
    const goodwill = creditParts(invoice, first, { amountMinor: 5_000, taxMinor: 399, parts: [] });
    expect(goodwill).toMatchObject([{ grossMinor: 5_000, taxMinor: 799, taxRateBp: 1_900 }]);
    const last = creditParts(invoice, [...first, ...goodwill], { amountMinor: 5_000, taxMinor: 1_198, parts: [] });
    expect(last).toMatchObject([{ grossMinor: 5_000, taxMinor: 798, taxRateBp: 1_900 }]);
  });

  it("more money than was invoiced stops at the invoice, and there is none for what exceeds it", () => {
    const note = creditParts(invoiceParts(order), [], { amountMinor: 9_000, taxMinor: null, parts: [] });
    expect(sum(note.map(({ grossMinor }) => grossMinor))).toBe(4_490);
    expect(creditParts(invoiceParts(order), note, { amountMinor: 1, taxMinor: null, parts: [] })).toEqual([]);
  });
});
