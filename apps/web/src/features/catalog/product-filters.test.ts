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
    collection: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
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

test("filters survive a round trip through the URL", () => {
  fc.assert(
    fc.property(filters, (wanted) => {
      expect(parseFilters(new URLSearchParams(formatFilters(wanted)))).toEqual(wanted);
    }),
  );
  expect.hasAssertions();
});

test("reads any URL as filters that the API accepts, and ignores the rest", () => {
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

test("knows every sort order of the contract, and no other", () => {
  expect(ProductSort.options.map((sort) => parseSort(sort))).toEqual(ProductSort.options);
  expect(parseSort("constructor")).toBeUndefined();
});

test("selects a value with one click and clears it with the next", () => {
  const once = toggleOption({ sort: "newest" }, "Size", "M");
  expect(once).toEqual({ sort: "newest", options: { Size: ["M"] } });
  expect(countFilters(once)).toBe(1);
  expect(toggleOption(once, "Size", "M")).toEqual({ sort: "newest" });
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("a\0b", "\0", "\ud800", "😀".repeat(130), "a".repeat(500), "999999999999", "-1"),
);

test("any link leads to a list that the API accepts", () => {
  const key = fc.oneof(
    fc.constantFrom("q", "category", "min", "max", "stock", "sort", "o.Size"),
    anyText.map((text) => `o.${text}`),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(key, anyText), { maxLength: 12 }), (pairs) => {
      // Read directly, because parsing a URL would correct some of them.
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
