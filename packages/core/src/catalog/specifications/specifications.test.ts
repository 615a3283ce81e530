import { expect, test } from "vitest";
import { type DescribedProduct, specificationsOf } from "./specifications.ts";

const variant = (attributes: Record<string, string> = {}, weightGrams = 0): DescribedProduct["variants"][number] => ({
  attributes,
  weightGrams,
  requiresShipping: true,
});

const rowsOf = (attributes: Record<string, string>, more: Partial<DescribedProduct> = {}) =>
  specificationsOf({ attributes, options: [], variants: [variant()], ...more }).map(
    ({ name, value }) => `${name}: ${value}`,
  );

test("columns about the goods are shown in a fixed order, whatever order the file had", () => {
  const attributes = {
    "Country of origin": "Portugal",
    "Care (product.metafields.custom.care)": "Dishwasher safe",
    Dimensions: "Ø 9 × 10 cm",
    Capacity: "350 ml",
    Material: "Stoneware",
  };
  expect(rowsOf(attributes, { variants: [variant({}, 420)] })).toEqual([
    "Material: Stoneware",
    "Dimensions: Ø 9 × 10 cm",
    "Capacity: 350 ml",
    "Weight: 420 g",
    "Care: Dishwasher safe",
    "Country of origin: Portugal",
  ]);
});

test("fields and codes of Shopify and Google are written as words", () => {
  const attributes = {
    "Care instructions (product.metafields.shopify.care-instructions)": "dry-clean-only",
    "Bag/Case material (product.metafields.shopify.bag-case-material)": "cotton; canvas",
    "Google shopping age group": "Adult",
    "Strap (product.metafields.custom.length)": '{"value":80.5,"unit":"CM"}',
  };
  const google = {
    "Google Shopping / Gender": "unisex",
    "Google Shopping / Condition": "refurbished",
    "Google Shopping / MPN": "MF-200",
  };
  expect(rowsOf(attributes, { variants: [variant(google)] }).toSorted()).toEqual([
    "Age group: Adult",
    "Bag/Case material: Cotton, canvas",
    "Care instructions: Dry clean only",
    "Condition: Refurbished",
    "Gender: Unisex",
    "Manufacturer part number: MF-200",
    "Strap: 80.5 cm",
  ]);
});

test("what is for the merchant or for programs is not shown, and then there is no table", () => {
  const attributes = {
    "Cost per item": "4.20",
    "HS Code (product.metafields.custom.hs_code)": "611421",
    "Product rating count (product.metafields.reviews.rating_count)": "6",
    "Search product boosts (product.metafields.shopify--discovery--product_search_boost.queries)": "boho",
    "Google Shopping / Google Product Category": "Home",
    "Google Shopping / Condition": "new",
    "Google Shopping / MPN": "365275000000.0",
    "Google Shopping / Custom Label 0": "margin-a",
    "Material (product.metafields.custom.material)": "<a href='/x'>Linen</a>",
    "Dimensions (product.metafields.custom.dimensions)": '{"type":"root","children":[]}',
    Capacity: "  ",
    "Size (product.metafields.shopify.size)": "s; m",
  };
  expect(rowsOf(attributes, { options: ["Size"] })).toEqual([]);
});

test("variants give a range of weights and a few values, or none when one was not weighed or all differ", () => {
  const of = (...weights: number[]) => rowsOf({}, { variants: weights.map((grams) => variant({}, grams)) });
  expect(of(1_150, 2_300)).toEqual(["Weight: 1.15–2.3 kg"]);
  expect(of(90, 120)).toEqual(["Weight: 90–120 g"]);
  expect(of(90, 0)).toEqual([]);
  expect(rowsOf({}, { variants: [{ ...variant({}, 90), requiresShipping: false }] })).toEqual([]);
  const heights = (count: number) =>
    rowsOf({}, { variants: Array.from({ length: count }, (_, at) => variant({ Height: `${at + 1}0 cm` })) });
  expect(heights(2)).toEqual(["Height: 10 cm, 20 cm"]);
  expect(heights(5)).toEqual([]);
});
