import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { ProductId, VariantId } from "@cartwright/contracts/ids";
import { expect, it } from "vitest";
import { draftOf, openEdits, readDraft, savedByOthers, variantKey } from "./product-draft.ts";

const variantId = VariantId.parse("01a2014a-ecc6-79e1-9ba3-26af7b4c3f5f");
const lamp: AdminProduct = {
  id: ProductId.parse("01a2014a-ecc6-79e1-9ba3-26af7b4c3f5e"),
  slug: "lamp",
  version: 4,
  title: "Lamp",
  description: "<p>Bright</p>",
  vendor: "Lumen",
  seoTitle: null,
  seoDescription: null,
  oldSlugs: [],
  status: "active",
  publishAt: null,
  categoryId: null,
  currency: "EUR",
  giftCard: false,
  files: [],
  options: [],
  variants: [
    {
      id: variantId,
      title: "Default Title",
      options: [],
      sku: "LAMP-1",
      barcode: null,
      priceMinor: 1_990,
      compareAtMinor: null,
      weightGrams: 800,
      requiresShipping: true,
      status: "active",
      onHand: 3,
      reserved: 1,
      policy: "tracked",
      backorderDays: 10,
    },
  ],
  pictures: [],
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};
const key = (field: Parameters<typeof variantKey>[1]) => variantKey(variantId, field);

it("sends only edited fields, in the contract's units, with the version that was read", () => {
  expect(readDraft(lamp, { [key("price")]: "18.5", [key("compareAt")]: "19.90", [key("sku")]: " " })).toEqual({
    ok: true,
    input: {
      productId: lamp.id,
      version: 4,
      variants: [{ id: variantId, priceMinor: 1_850, compareAtMinor: 1_990, sku: null }],
    },
  });
});

it("names a field that cannot be parsed, and sends nothing", () => {
  const reading = readDraft(lamp, {
    title: " ",
    [key("price")]: "cheap",
    [key("compareAt")]: "1.234",
    [key("weight")]: "1.5",
    [key("barcode")]: "4006381333931",
  });
  expect(reading.ok).toBe(false);
  expect(Object.keys(reading.ok ? {} : reading.errors)).toEqual([
    "title",
    key("price"),
    key("compareAt"),
    key("weight"),
  ]);
});

it("ignores an edit that was undone", () => {
  expect(openEdits(lamp, { ...draftOf(lamp), title: "Lantern" })).toEqual({ title: "Lantern" });
});

it("keeps edits after someone else saved, and shows their values of the same fields", () => {
  const theirs: AdminProduct = {
    ...lamp,
    version: 5,
    title: "Floor lamp",
    vendor: "Lux",
    variants: lamp.variants.map((variant) => ({ ...variant, priceMinor: 2_500 })),
  };
  const edits = { title: "Lantern", [key("price")]: "18.50", [key("sku")]: "L-2" };
  expect(savedByOthers(edits, lamp, theirs)).toEqual({ title: "Floor lamp", [key("price")]: "25.00" });
  expect(readDraft(theirs, openEdits(theirs, edits))).toMatchObject({
    ok: true,
    input: { version: 5, title: "Lantern" },
  });
});
