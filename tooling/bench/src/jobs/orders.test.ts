import { expect, test } from "vitest";
import { twoOf } from "./orders.ts";

test("an order's two variants are never the same, and orders differ", () => {
  for (const count of [2, 3, 7, 200]) {
    const ids = Array.from({ length: count }, (_, index) => String(index));
    const pairs = Array.from({ length: 500 }, (_, index) => twoOf(ids, index));
    expect(pairs.every(([a, b]) => a !== b)).toBe(true);
    expect(new Set(pairs.flat()).size).toBe(count);
  }
});
