import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

const SHOP = "https://shop.example.com";

test.each([
  ["/", "/"],
  ["/account/orders?page=2#top", "/account/orders?page=2#top"],
  ["/orders/CW-2345-6789", "/orders/CW-2345-6789"],
  ["/search?q=//evil.example", "/search?q=//evil.example"],
])("%s is a path of this shop", (target, path) => {
  expect(ownPath(target)).toBe(path);
});

test.each([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "//[",
  "",
  "account",
  `/${"x".repeat(600)}`,
  null,
  undefined,
  ["/account"],
])("%j is not", (target) => {
  expect(ownPath(target)).toBeNull();
});

test("every accepted target stays in the shop, however a browser reads it", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "\t",
    "\n",
    "\r",
    ".",
    "..",
    "%2f",
    "%5c",
    "@",
    ":",
    "evil.example",
    "#",
    "?",
    " ",
  );
  const stays = fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
    const path = ownPath(`/${pieces.join("")}`);
    return path === null || new URL(path, SHOP).origin === SHOP;
  });
  expect(fc.check(stays, { numRuns: 3_000, seed: 11 }).counterexample).toBeNull();
});
