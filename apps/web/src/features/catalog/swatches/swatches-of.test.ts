import type { Variant } from "@cartwright/contracts/catalog";
import { VariantId } from "@cartwright/contracts/ids";
import { expect, test } from "vitest";
import { COLOR_NAMES } from "./color-names.ts";
import { fold, readColor } from "./read-color.ts";
import { swatchesOf } from "./swatches-of.ts";

// cspell:ignore farbe

const variant = (options: Record<string, string>, imageKey: string | null = null): Variant => ({
  id: VariantId.parse("00000000-0000-4000-8000-000000000001"),
  sku: null,
  title: "",
  options,
  priceMinor: 100,
  compareAtMinor: null,
  currency: "EUR",
  available: 1,
  backorder: null,
  imageKey,
});

const productOf = (name: string, variants: readonly Variant[]) => ({
  options: [{ name, values: variants.map(({ options }) => options[name] ?? "") }],
  variants: [...variants],
});

test("every name in the table is found as it stands, and is a colour", () => {
  for (const [name, color] of COLOR_NAMES) {
    expect(fold(name)).toBe(name);
    expect(color).toMatch(/^#[\da-f]{6}$/);
  }
});

test.each([
  ["Ink", "#33415c"],
  ["OFF-WHITE", "#f4f0e6"],
  ["Grün", "#3f8350"],
  ["Forest Green", "#3f8350"],
  ["Charcoal (matte)", "#43454a"],
  ["Black/White", "#161616 #ffffff"],
  ["Navy & Grey", "#1f2b47 #8a8c8e"],
  ["Dark Blue", "#1f3f6d"],
  ["Light Blue", "#7898c6"],
])("reads %s", (value, expected) => {
  expect(readColor(value)?.join(" ")).toBe(expected);
});

test.each(["Sake", "Red Stripe", "Multicolor", "Red/White/Black", "Black/Phantom", ""])(
  "does not guess %j",
  (value) => {
    expect(readColor(value)).toBeNull();
  },
);

test("an unknown colour is shown by the picture of its variant", () => {
  const product = productOf("Colour", [variant({ Colour: "Ink" }, "p/ink"), variant({ Colour: "Sake" }, "p/sake")]);
  expect(swatchesOf(product)).toEqual({
    Colour: { Ink: { kind: "color", colors: ["#33415c"] }, Sake: { kind: "picture", key: "p/sake" } },
  });
});

test("sizes, and colours of which one can be shown by nothing, stay as text", () => {
  expect(swatchesOf(productOf("Size", [variant({ Size: "White" })]))).toEqual({});
  expect(swatchesOf(productOf("Farbe", [variant({ Farbe: "Rot" }), variant({ Farbe: "Sake" })]))).toEqual({});
  expect(Object.keys(swatchesOf(productOf("Farbe", [variant({ Farbe: "Rot" })])))).toEqual(["Farbe"]);
});
