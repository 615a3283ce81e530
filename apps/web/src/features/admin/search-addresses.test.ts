import { isStorable } from "@cartwright/contracts/text";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readAuditSearch, toAuditInput } from "./audit/audit-search.ts";
import { readCustomerSearch, toCustomerInput } from "./customers/customer-search.ts";
import { readOrderSearch, toOrderInput } from "./orders/order-search.ts";
import { type ProductSearch, productSearchPath, readProductSearch, toProductInput } from "./products/product-search.ts";
import { type PromotionSearch, promotionSearchPath, readPromotionSearch } from "./promotions/promotion-search.ts";
import { readStockSearch, stockSearchPath, toStockInput } from "./inventory/stock-search.ts";

const paramsOf = (path: string) => new URL(path, "http://localhost").searchParams;

it("a filtered list of products has a URL that restores it", () => {
  const search: ProductSearch = { query: "50% wool & silk", category: "home", status: ["draft"], lowStock: true };
  expect(readProductSearch(paramsOf(productSearchPath(search)))).toEqual(search);
  expect(productSearchPath({ query: " ", category: "", status: [], lowStock: false })).toBe("/admin/products");
});

it("no URL produces an input that the contract refuses", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (q, category, status) => {
      const input = toProductInput(readProductSearch(new URLSearchParams({ q, category, status })));
      expect(input.category ?? "a").toMatch(/^[a-z0-9][a-z0-9-]*$/);
      expect(input.status ?? ["draft"]).toEqual(input.status ? [status] : ["draft"]);
    }),
  );
});

it("a filtered list of stock has a URL that restores it", () => {
  const search = { query: "SKU-1", low: true, policy: "backorder" as const, retired: true };
  expect(readStockSearch(paramsOf(stockSearchPath(search)))).toEqual(search);
  expect(stockSearchPath({ query: "", low: false, policy: null, retired: false })).toBe("/admin/inventory");
});

it("a filtered list of promotions has a URL that restores it", () => {
  const search: PromotionSearch = { query: "10%", state: ["scheduled", "archived"], method: "codes" };
  expect(readPromotionSearch(paramsOf(promotionSearchPath(search)))).toEqual(search);
  expect(promotionSearchPath({ query: "", state: [], method: null })).toBe("/admin/promotions");
});

it("no URL produces text that the database cannot store: a NUL, or half a surrogate pair", () => {
  for (const odd of ["a\0b", "\0", `${"x".repeat(199)}😀`, `${"x".repeat(253)}😀`, "\ud83d"]) {
    const names = ["q", "who", "action", "area", "target", "status", "category"];
    const params = new URLSearchParams(names.map((name) => [name, odd]));
    const inputs = [
      toOrderInput(readOrderSearch(params)),
      toProductInput(readProductSearch(params)),
      toStockInput(readStockSearch(params)),
      toCustomerInput(readCustomerSearch(params)),
      toAuditInput(readAuditSearch(params), "Europe/Berlin"),
    ];
    expect(inputs.flatMap((input) => Object.values(input)).filter((text) => !isStorable(String(text)))).toEqual([]);
  }
});
