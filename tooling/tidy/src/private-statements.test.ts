import { expect, it } from "vitest";
import { checkPrivateStatements } from "./private-statements.ts";
import { parseSource } from "./source-files.ts";

const STATEMENTS = parseSource("packages/core/src/orders/orders.sql.ts", "export const insertOrder = 1;");

it("refuses an import of another zone's statements, types included", () => {
  const file = parseSource("packages/core/src/cart/set-line.ts", `import type { A } from "../orders/orders.sql.ts";`);
  expect(checkPrivateStatements([file, STATEMENTS])).toEqual([
    {
      path: "packages/core/src/cart/set-line.ts",
      line: 1,
      message:
        "packages/core/src/orders/orders.sql.ts holds the private statements of core/orders: call one of its use cases",
    },
  ]);
});

it("allows a zone its own statements, and tests any", () => {
  const own = parseSource("packages/core/src/orders/move-orders.ts", `import { insertOrder } from "./orders.sql.ts";`);
  const test = parseSource(
    "packages/core/src/cart/cart.test.ts",
    `import { insertOrder } from "../orders/orders.sql.ts";`,
  );
  expect(checkPrivateStatements([own, test, STATEMENTS])).toEqual([]);
});
