import { expect, test } from "vitest";
import { planChanged } from "./changed-files.ts";

test("format, lint, types and tests each get the changed files that concern them", () => {
  const plan = planChanged([
    "README.md",
    "apps/web/e2e/buy.spec.ts",
    "apps/web/src/deps.ts",
    "packages/core/src/kernel/ids.ts",
    "packages/core/src/kernel/clock.test.ts",
    "vitest.config.ts",
    "docs/images/home.png",
  ]);
  expect(plan.formatted).not.toContain("docs/images/home.png");
  expect(plan.formatted).toHaveLength(6);
  expect(plan.sources).toHaveLength(5);
  expect(plan.projects).toEqual(["apps/web/e2e", "apps/web", "packages/core"]);
  expect(plan.tested).toEqual({
    "apps/web": ["apps/web/src/deps.ts"],
    "packages/core": ["packages/core/src/kernel/ids.ts", "packages/core/src/kernel/clock.test.ts"],
  });
});
