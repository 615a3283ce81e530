import type { CategoryId } from "@cartwright/contracts/ids";
import { AdminCreatePromotion, type AdminPromotion } from "@cartwright/contracts/promotions";
import { getTranslations } from "@cartwright/messages/get-translations";
import { describe, expect, it } from "vitest";
import { type Described, describePromotion } from "./describe-promotion.ts";
import { EMPTY, formOf, type PromotionForm } from "./promotion-form.ts";
import { fieldOf, readPromotionForm } from "./read-promotion-form.ts";

const ZONE = "Europe/Berlin";
const LIGHTING = { id: "0197a7f0-0000-7000-8000-000000000001" as CategoryId, title: "Lighting" };
const FORM: PromotionForm = {
  ...EMPTY,
  code: "light10",
  percent: "10",
  categories: [LIGHTING],
  startsAt: "2026-12-01T09:00",
  endsAt: "2026-12-24T23:59",
  perCustomerLimit: "1",
};

function read(form: PromotionForm) {
  const reading = readPromotionForm(form, ZONE);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.input;
}
const errorsOf = (change: Partial<PromotionForm>) => {
  const reading = readPromotionForm({ ...FORM, ...change }, ZONE);
  return reading.ok ? {} : reading.errors;
};
const inWords = (change: Partial<PromotionForm> = {}) => {
  const form = { ...FORM, ...change };
  const names = [...form.categories, ...form.collections, ...form.products].map(({ title }) => title);
  const described: Described = { ...read(form), names, areCategories: form.products.length === 0 };
  return describePromotion(getTranslations("adminPromotions"), described, ZONE);
};

describe("the form of a promotion", () => {
  it("reads times on the shop's clock, the last minute to its end", () => {
    expect(read(FORM)).toMatchObject({
      code: "LIGHT10",
      percentBp: 1_000,
      startsAt: "2026-12-01T08:00:00.000Z",
      endsAt: "2026-12-24T22:59:59.999Z",
      perCustomerLimit: 1,
      usageLimit: null,
    });
  });

  it("builds what the contract takes, for every kind and method", () => {
    for (const method of ["code", "automatic", "codes"] as const)
      for (const kind of ["percentage", "fixed", "free_shipping", "buy_x_get_y"] as const)
        expect(
          AdminCreatePromotion.safeParse(read({ ...FORM, method, kind, title: "Sale", amount: "5" })).error,
        ).toBeUndefined();
  });

  it("shows a promotion as it was entered", () => {
    const {
      productIds: _products,
      categoryIds: _categories,
      collectionIds: _collections,
      ...input
    } = read({ ...FORM, percent: "12.5", minimum: "50" });
    const stored = { ...input, products: [], categories: [LIGHTING], collections: [] } as unknown as AdminPromotion; // what the form shows of it
    expect(formOf(stored, ZONE)).toEqual({ ...FORM, code: "LIGHT10", percent: "12.5", minimum: "50.00" });
  });

  it("says which field is wrong, and where the server's refusals belong", () => {
    expect(errorsOf({ code: "" })).toEqual({ code: "code" });
    expect(errorsOf({ percent: "101" })).toEqual({ percent: "percent" });
    expect(errorsOf({ percent: "0.001" })).toEqual({ percent: "percent" });
    expect(errorsOf({ kind: "fixed", amount: "0" })).toEqual({ amount: "amount" });
    expect(errorsOf({ kind: "buy_x_get_y", buyQuantity: "0", getQuantity: "x" })).toEqual({
      buyQuantity: "units",
      getQuantity: "units",
    });
    expect(errorsOf({ endsAt: "2026-11-30T00:00" })).toEqual({ endsAt: "endsBeforeStart" });
    expect(errorsOf({ method: "automatic" })).toEqual({ title: "needed" });
    expect(errorsOf({ usageLimit: "0", minimumQuantity: "-1" })).toEqual({
      usageLimit: "limit",
      minimumQuantity: "quantity",
    });
    expect(["percentBp", "amountMinor", "categoryIds.0", "endsAt"].map(fieldOf)).toEqual([
      "percent",
      "amount",
      "categories",
      "endsAt",
    ]);
  });
});

describe("a promotion in words", () => {
  it("says what it takes off what, how, how often, when, and whether with others", () => {
    expect(inWords()).toBe(
      "10% off everything in Lighting, with the code LIGHT10, once per customer, from 1 Dec 2026 09:00 to 24 Dec 2026 23:59 (Europe/Berlin). It is not combined with other promotions.",
    );
    const plain = { categories: [], startsAt: "", endsAt: "", perCustomerLimit: "" };
    expect(inWords({ ...plain, kind: "fixed", amount: "5", minimum: "50", usageLimit: "100", combinable: true })).toBe(
      "€5.00 off, with the code LIGHT10, from €50.00 of goods, 100 times in total, from now until you archive it. It can be used together with other promotions that allow it.",
    );
    expect(inWords({ ...plain, kind: "buy_x_get_y", percent: "100", method: "codes" })).toMatch(
      /^Buy 2, get 1 free, with a single-use code, from now/,
    );
    expect(
      inWords({ ...plain, kind: "free_shipping", method: "automatic", title: "Post", minimumQuantity: "3" }),
    ).toMatch(/^Free shipping, without a code, from 3 items, from now/);
  });
});
