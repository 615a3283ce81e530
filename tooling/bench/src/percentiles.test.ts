import { describe, expect, test } from "vitest";
import { percentile, spreadOf } from "./percentiles.ts";

describe("percentiles", () => {
  test("are measured values: the smallest that the share does not exceed", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.95), percentile(hundred, 1)]).toEqual([50, 95, 100]);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.95)).toBe(0);
  });

  test("do not depend on the order of the times, and do not change them", () => {
    const times = [3, 1, 2];
    expect(spreadOf(times)).toEqual({ count: 3, p50Ms: 2, p95Ms: 3, maxMs: 3 });
    expect(times).toEqual([3, 1, 2]);
  });
});
