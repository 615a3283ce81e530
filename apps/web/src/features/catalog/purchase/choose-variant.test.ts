import { Variant } from "@cartwright/contracts/catalog";
import { expect, test } from "vitest";
import { choose, firstChoice, valueState, variantOf } from "./choose-variant.ts";

let made = 0;
function variant(size: string, colour: string, available: number): Variant {
  made += 1;
  return Variant.parse({
    id: `00000000-0000-7000-8000-${String(made).padStart(12, "0")}`,
    sku: null,
    title: `${size} / ${colour}`,
    options: { Size: size, Colour: colour },
    priceMinor: 1000,
    compareAtMinor: null,
    currency: "EUR",
    available,
    backorder: null,
    imageKey: null,
  });
}

const VARIANTS = [variant("S", "Red", 0), variant("M", "Red", 3), variant("M", "Blue", 0), variant("L", "Blue", 2)];

test("the page opens with something that can be bought, if there is anything", () => {
  expect(firstChoice(VARIANTS)?.title).toBe("M / Red");
  expect(firstChoice([variant("S", "Red", 0)])?.title).toBe("S / Red");
  expect(firstChoice([])).toBeUndefined();
});

test("a click that fits the rest of the choice changes only its own option", () => {
  expect(choose(VARIANTS, { Size: "M", Colour: "Red" }, { name: "Colour", value: "Blue" })).toEqual({
    Size: "M",
    Colour: "Blue",
  });
});

test("a click that does not fit moves to a variant that exists, and rather to one in stock", () => {
  const next = choose(VARIANTS, { Size: "M", Colour: "Red" }, { name: "Size", value: "L" });
  expect(next).toEqual({ Size: "L", Colour: "Blue" });
  expect(variantOf(VARIANTS, next)?.available).toBe(2);
});

test("each value says what it leads to", () => {
  const choice = { Size: "M", Colour: "Red" };
  expect(valueState(VARIANTS, choice, { name: "Size", value: "S" })).toBe("sold_out");
  expect(valueState(VARIANTS, choice, { name: "Size", value: "L" })).toBe("available");
  expect(valueState(VARIANTS, choice, { name: "Colour", value: "Blue" })).toBe("sold_out");
  expect(valueState(VARIANTS, choice, { name: "Colour", value: "Green" })).toBe("none");
});
