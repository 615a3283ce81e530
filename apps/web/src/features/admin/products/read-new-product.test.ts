import { expect, it } from "vitest";
import { EMPTY, fieldOf, readNewProduct } from "./read-new-product.ts";

const TYPED = { ...EMPTY, title: " Oak tray ", price: "34.50", sku: " OT-1 ", stock: "12" };

it("reads what was typed", () => {
  expect(readNewProduct(TYPED, "active")).toEqual({
    ok: true,
    input: {
      title: "Oak tray",
      description: "",
      vendor: "",
      status: "active",
      giftCard: false,
      categoryId: null,
      options: [],
      variants: [{ options: [], priceMinor: 3_450, sku: "OT-1", onHand: 12 }],
    },
  });
});

it("lets a draft be without a price and stock, but not a product on sale", () => {
  const bare = { ...EMPTY, title: "Oak tray" };
  expect(readNewProduct(bare, "draft")).toMatchObject({
    ok: true,
    input: { variants: [{ priceMinor: 0, sku: null }] },
  });
  expect(readNewProduct(bare, "active")).toEqual({ ok: false, errors: { price: "price" } });
});

it("names every field that is wrong", () => {
  const wrong = { ...TYPED, title: " ", price: "cheap", stock: "-1" };
  expect(readNewProduct(wrong, "draft")).toEqual({
    ok: false,
    errors: { title: "title", price: "price", stock: "stock" },
  });
});

it("finds the field that the server's answer is about", () => {
  expect(
    ["variants.0.priceMinor", "variants.0.onHand", "variants.0.sku", "categoryId", "unheard.of"].map(fieldOf),
  ).toEqual(["price", "stock", "sku", "categoryId", "title"]);
});
