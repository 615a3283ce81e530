import { expect, test } from "vitest";
import { parseSource } from "./source-files.ts";
import { checkUnusedMessages } from "./unused-messages.ts";

const AREA = parseSource(
  "packages/messages/src/en/cart.ts",
  `export const cart = { title: "Cart", status: { open: "Open", closed: "Closed" }, unused: "Nowhere" } as const;`,
);

const unusedWith = (...files: readonly (readonly [path: string, text: string])[]) =>
  checkUnusedMessages([AREA, ...files.map(([path, text]) => parseSource(path, text))]).map(
    ({ message }) => /"(.+)"/.exec(message)?.[1],
  );

test("finds messages that no code names, and accepts keys and templates in files that name the area", () => {
  const code = 'const t = useTranslations("cart"); t("title"); t(`status.${state}`);';
  expect(unusedWith(["apps/web/src/features/cart/x.tsx", code])).toEqual(["unused"]);
  const one = 'const t = useTranslations("cart"); t(open ? "title" : "status.open");';
  expect(unusedWith(["apps/web/src/features/cart/x.tsx", one])).toEqual(["status.closed", "unused"]);
});

test("does not count a file of another area, nor a test", () => {
  const other = ["apps/web/src/features/orders/x.tsx", 'const t = useTranslations("orders"); t("title");'] as const;
  const spec = ["apps/web/src/features/cart/x.test.ts", 'getTranslations("cart")("title");'] as const;
  expect(unusedWith(other, spec)).toEqual(["title", "status.open", "status.closed", "unused"]);
});

test("counts a file that imports a translator", () => {
  const text = ["packages/core/src/cart/cart-text.ts", 'export const text = getTranslations("cart");'] as const;
  const user = ["packages/core/src/cart/x.ts", 'import { text } from "./cart-text.ts"; text("title");'] as const;
  expect(unusedWith(text, user)).toEqual(["status.open", "status.closed", "unused"]);
});
