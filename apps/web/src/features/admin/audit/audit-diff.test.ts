import { expect, it } from "vitest";
import { diffStates } from "./audit-diff.ts";

it("tells what changed, what came and what went, and leaves out what stayed", () => {
  const before = { role: "admin", name: "Kim", price: { minor: 100, currency: "EUR" }, gone: true };
  const after = { role: "support", name: "Kim", price: { minor: 250, currency: "EUR" }, tags: ["a", "b"] };
  expect(diffStates(before, after)).toEqual([
    { path: "role", before: "admin", after: "support" },
    { path: "price.minor", before: "100", after: "250" },
    { path: "gone", before: "true", after: null },
    { path: "tags", before: null, after: '["a","b"]' },
  ]);
});

it("shows an act that knows only one side as what came or went", () => {
  expect(diffStates(null, { rows: 3 })).toEqual([{ path: "rows", before: null, after: "3" }]);
  expect(diffStates({ status: "paid" }, null)).toEqual([{ path: "status", before: "paid", after: null }]);
  expect(diffStates(null, null)).toEqual([]);
});

it("ends, however much there is", () => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`part${index}`, index]));
  expect(diffStates(null, wide)).toHaveLength(100);
  let deep: Record<string, unknown> = { end: true };
  for (let level = 0; level < 50; level += 1) deep = { deep };
  expect(diffStates(null, deep)).toMatchObject([{ path: "deep.deep.deep.deep.deep", before: null }]);
});
