import { ListProducts, ProductSort } from "@cartwright/contracts/catalog";
import { isStorable } from "@cartwright/contracts/text";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  countFilters,
  formatFilters,
  parseFilters,
  parseSort,
  type ProductFilters,
  toggleOption,
} from "./product-filters.ts";

const text = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => value.trim() === value);
const filters: fc.Arbitrary<ProductFilters> = fc.record(
  {
    query: text,
    category: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
    priceMin: fc.integer({ min: 0, max: 1_000_000 }),
    priceMax: fc.integer({ min: 0, max: 1_000_000 }),
    inStock: fc.constant(true),
    options: fc.dictionary(
      fc.stringMatching(/^[A-Za-z ]{1,10}$/),
      fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
      {
        minKeys: 1,
        maxKeys: 4,
      },
    ),
    sort: fc.constantFrom(...ProductSort.options),
  },
  { requiredKeys: [], noNullPrototype: true },
);

test("filters survive their way through the URL", () => {
  fc.assert(
    fc.property(filters, (wanted) => {
      expect(parseFilters(new URLSearchParams(formatFilters(wanted)))).toEqual(wanted);
    }),
  );
  expect.hasAssertions();
});

test("whatever stands in a URL becomes filters that the API takes, or is left out", () => {
  const bent = new URLSearchParams([
    ["q", "  tea  "],
    ["category", "../../etc"],
    ["min", "12.345"],
    ["max", "-1"],
    ["stock", "yes"],
    ["sort", "cheapest"],
    ["o.", "x"],
    ["o.Size", ""],
    ["o.Size", "M"],
    ["o.Size", "M"],
    ["unknown", "1"],
  ]);
  expect(parseFilters(bent)).toEqual({ query: "tea", options: { Size: ["M"] } });
});

test("every sort of the contract is known, and nothing else", () => {
  expect(ProductSort.options.map((sort) => parseSort(sort))).toEqual(ProductSort.options);
  expect(parseSort("constructor")).toBeUndefined();
});

test("a value is chosen by one click and given up by the next", () => {
  const once = toggleOption({ sort: "newest" }, "Size", "M");
  expect(once).toEqual({ sort: "newest", options: { Size: ["M"] } });
  expect(countFilters(once)).toBe(1);
  expect(toggleOption(once, "Size", "M")).toEqual({ sort: "newest" });
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("a\0b", "\0", "\ud800", "😀".repeat(130), "a".repeat(500), "999999999999", "-1"),
);

test("whatever stands in a link, the list that it asks for is one that the shop can answer", () => {
  const key = fc.oneof(
    fc.constantFrom("q", "category", "min", "max", "stock", "sort", "o.Size"),
    anyText.map((text) => `o.${text}`),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(key, anyText), { maxLength: 12 }), (pairs) => {
      // Read as they come, not through an address, where some would be mended on the way.
      const search = new URLSearchParams();
      for (const [name, value] of pairs) search.append(name, value);
      const asked = parseFilters(search);
      expect(ListProducts.safeParse(asked).error).toBeUndefined();
      const texts = [asked.query ?? "", ...Object.entries(asked.options ?? {}).flat(2)];
      expect(texts.filter((text) => !isStorable(text))).toEqual([]);
    }),
  );
  expect(parseFilters(new URLSearchParams("q=a%00b")).query).toBe("ab");
  expect(parseFilters(new URLSearchParams([["q", `${"a".repeat(199)}😀`]])).query).toBe(`${"a".repeat(199)}\ufffd`);
});
