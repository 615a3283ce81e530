import fc from "fast-check";
import { expect, it } from "vitest";
import { type ProductSearch, productSearchPath, readProductSearch, toProductInput } from "./product-search.ts";
import { readStockSearch, stockSearchPath } from "./stock-search.ts";

const paramsOf = (path: string) => new URL(path, "http://localhost").searchParams;

it("a narrowed list of products has an address that leads back to it", () => {
  const search: ProductSearch = { query: "50% wool & silk", category: "home", status: ["draft"], lowStock: true };
  expect(readProductSearch(paramsOf(productSearchPath(search)))).toEqual(search);
  expect(productSearchPath({ query: " ", category: "", status: [], lowStock: false })).toBe("/admin/products");
});

it("what somebody typed into an address never makes an input that the contract refuses", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (q, category, status) => {
      const input = toProductInput(readProductSearch(new URLSearchParams({ q, category, status })));
      expect(input.category ?? "a").toMatch(/^[a-z0-9][a-z0-9-]*$/);
      expect(input.status ?? ["draft"]).toEqual(input.status ? [status] : ["draft"]);
    }),
  );
});

it("a narrowed list of stock has an address that leads back to it", () => {
  const search = { query: "SKU-1", low: true };
  expect(readStockSearch(paramsOf(stockSearchPath(search)))).toEqual(search);
  expect(stockSearchPath({ query: "", low: false })).toBe("/admin/inventory");
});
