import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocateMinor,
  AMOUNT_MINOR_MAX,
  Currency,
  decimalOfMinor,
  formatMoney,
  includedTaxMinor,
  MoneyRangeError,
  parseMinor,
  shareMinor,
  sumMinor,
  timesMinor,
} from "./money.ts";

const amount = fc.integer({ min: 0, max: AMOUNT_MINOR_MAX });
const rate = fc.integer({ min: 0, max: 10_000 });
const currency = fc.constantFrom(...Currency.options);

describe("an amount allocated to weights", () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: AMOUNT_MINOR_MAX }), { minLength: 1, maxLength: 100 })
    .filter((given) => given.some((weight) => weight > 0));

  it("sums to the amount exactly, with no negative part", () => {
    fc.assert(
      fc.property(amount, weights, (total, given) => {
        const parts = allocateMinor(total, given);
        expect(parts).toHaveLength(given.length);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("gives each part its share, rounded down or up by less than one unit", () => {
    fc.assert(
      fc.property(amount, weights, (total, given) => {
        const whole = given.reduce((sum, weight) => sum + BigInt(weight), 0n);
        for (const [index, part] of allocateMinor(total, given).entries()) {
          const exact = BigInt(total) * BigInt(given[index] ?? 0);
          expect(BigInt(part) >= exact / whole).toBe(true);
          expect(BigInt(part) <= exact / whole + 1n).toBe(true);
        }
      }),
    );
  });

  it("gives nothing to a zero weight, and equal weights differ by one unit at most", () => {
    fc.assert(
      fc.property(amount, weights, fc.integer({ min: 1, max: 50 }), (total, given, count) => {
        const parts = allocateMinor(total, given);
        const ofNothing = parts.filter((_part, index) => given[index] === 0);
        expect(ofNothing.every((part) => part === 0)).toBe(true);
        const equal = allocateMinor(
          total,
          Array.from({ length: count }, () => 7),
        );
        expect(Math.max(...equal) - Math.min(...equal)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("never gives more to a smaller weight", () => {
    fc.assert(
      fc.property(amount, weights, (total, given) => {
        const ranked = given
          .toSorted((a, b) => b - a)
          .map((weight, index, sorted) => ({ weight, part: allocateMinor(total, sorted)[index] ?? 0 }));
        for (const [index, { weight, part }] of ranked.entries()) {
          const next = ranked[index + 1];
          const comparable = next && next.weight < weight ? [next.part] : [];
          for (const smaller of comparable) expect(smaller).toBeLessThanOrEqual(part);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("needs a positive weight; without parts there is nothing to allocate", () => {
    expect(() => allocateMinor(100, [0, 0])).toThrow(MoneyRangeError);
    expect(allocateMinor(100, [])).toEqual([]);
    expect(allocateMinor(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });
});

describe("a share of an amount", () => {
  it("is within half a unit of the exact value, and is the whole at 100 %", () => {
    fc.assert(
      fc.property(amount, rate, (whole, basisPoints) => {
        const share = BigInt(shareMinor(whole, basisPoints));
        const twice = 2n * (share * 10_000n - BigInt(whole) * BigInt(basisPoints));
        expect(twice <= 10_000n && twice >= -10_000n).toBe(true);
        expect(shareMinor(whole, 10_000)).toBe(whole);
        expect(shareMinor(whole, 0)).toBe(0);
      }),
    );
  });

  it("rounds a half away from zero", () => {
    expect(shareMinor(50, 100)).toBe(1);
    expect(shareMinor(49, 100)).toBe(0);
    expect(shareMinor(-50, 100)).toBe(-1);
  });

  it("grows with the amount and with the rate", () => {
    fc.assert(
      fc.property(fc.tuple(amount, amount), fc.tuple(rate, rate), (amounts, rates) => {
        const least = shareMinor(Math.min(...amounts), Math.min(...rates));
        expect(least).toBeLessThanOrEqual(shareMinor(Math.max(...amounts), Math.max(...rates)));
      }),
    );
  });
});

describe("tax inside a price", () => {
  it("is what the net price at that rate adds, to the unit", () => {
    fc.assert(
      fc.property(amount, rate, (gross, basisPoints) => {
        const tax = includedTaxMinor(gross, basisPoints);
        expect(tax).toBeGreaterThanOrEqual(0);
        expect(tax).toBeLessThanOrEqual(gross);
        expect(Math.abs(shareMinor(gross - tax, basisPoints) - tax)).toBeLessThanOrEqual(1);
      }),
    );
    expect(includedTaxMinor(11_900, 1_900)).toBe(1_900);
  });
});

describe("sums and products", () => {
  it("throw for unsafe amounts instead of returning something near", () => {
    expect(sumMinor([1, 2, 3])).toBe(6);
    expect(timesMinor(1_999, 3)).toBe(5_997);
    for (const broken of [0.1, Number.NaN, Number.POSITIVE_INFINITY, AMOUNT_MINOR_MAX + 1]) {
      expect(() => sumMinor([broken])).toThrow(MoneyRangeError);
      expect(() => timesMinor(broken, 1)).toThrow(MoneyRangeError);
      expect(() => shareMinor(broken, 1)).toThrow(MoneyRangeError);
    }
    expect(() => sumMinor([AMOUNT_MINOR_MAX, 1])).toThrow(MoneyRangeError);
    expect(() => timesMinor(AMOUNT_MINOR_MAX, 2)).toThrow(MoneyRangeError);
  });
});

describe("money as text", () => {
  it("is read back as it was written, in every currency", () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        expect(parseMinor(decimalOfMinor(minor, code), code)).toBe(minor);
      }),
    );
  });

  it("is refused when it is not a plain amount of the currency", () => {
    for (const text of ["", "-1", "1,99", "1.999", "1e3", "0x10", "12345678901", "NaN", " ", "1.", ".5", "１"]) {
      expect([text, parseMinor(text, "EUR")]).toEqual([text, null]);
    }
    expect(parseMinor("19.9", "EUR")).toBe(1_990);
    expect(parseMinor("19.9900", "EUR")).toBe(1_999);
    expect(parseMinor("1999", "JPY")).toBe(1_999);
    expect(parseMinor("19.5", "JPY")).toBeNull();
  });

  it("is shown with the currency's own decimals", () => {
    expect(formatMoney(1_999, "EUR", "en")).toBe("€19.99");
    expect(formatMoney(1_999, "JPY", "en")).toBe("¥1,999");
    expect(formatMoney(0, "EUR", "de")).toMatch(/^0,00\s€$/);
  });
});
