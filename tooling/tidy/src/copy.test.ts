import { expect, test } from "vitest";
import { checkCopy } from "./copy.ts";
import { parseSource } from "./source-files.ts";

const inComponent = (jsx: string) =>
  checkCopy([parseSource("apps/web/src/features/cart/x.tsx", `export const X = () => (${jsx});`)]);

test.each([
  ["text", "<p>Your cart is empty</p>"],
  ["an attribute that people read", '<button aria-label="Close" />'],
  ["an attribute with a template", "<Field label={`Price of ${name}`} />"],
  ["a string between tags", '<p>{isOpen ? "Open" : t("closed")}</p>'],
])("refuses copy in a component: %s", (_name, jsx) => {
  expect(inComponent(jsx)).toHaveLength(1);
});

test.each([
  ["messages", '<p title={t("title")}>{t("empty")}</p>'],
  ["symbols and numbers", '<p aria-hidden="true">404 · {count} ×</p>'],
  ["class names and ids", '<p className="grid gap-2" id="main" />'],
])("accepts %s", (_name, jsx) => {
  expect(inComponent(jsx)).toEqual([]);
});

test("leaves code outside components alone", () => {
  const source = parseSource("apps/web/src/edge/x.tsx", "export const X = () => <p>Any text</p>;");
  expect(checkCopy([source])).toEqual([]);
});
