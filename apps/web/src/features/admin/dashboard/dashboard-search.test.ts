import { AdminReadSales, SalesComparison, SalesRange } from "@cartwright/contracts/sales";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDaysErrors } from "../shell/read-days.ts";
import { changeOf } from "./change-of.ts";
import { dashboardPath, readDashboardSearch, toSalesInput } from "./dashboard-search.ts";

const paramsOf = (path: string) => new URL(path, "http://shop.example").searchParams;

describe("the overview's URL", () => {
  it("restores the range, or the days, and the comparison", () => {
    for (const compare of SalesComparison.options) {
      for (const range of SalesRange.options) {
        const search = { range, days: null, compare };
        expect(readDashboardSearch(paramsOf(dashboardPath(search)))).toEqual(search);
      }
      const chosen = { range: "today" as const, days: { from: "2026-11-01", to: "2026-11-30" }, compare };
      expect(readDashboardSearch(paramsOf(dashboardPath(chosen)))).toEqual(chosen);
    }
    expect(dashboardPath({ range: "today", days: null, compare: "previous" })).toBe("/admin");
  });

  it("never produces an input that the contract refuses", () => {
    fc.assert(
      fc.property(
        fc.record({ range: fc.string(), from: fc.string(), to: fc.string(), compare: fc.string() }),
        (typed) => {
          const search = readDashboardSearch(new URLSearchParams(typed));
          expect(AdminReadSales.safeParse(toSalesInput(search)).success).toBe(true);
        },
      ),
    );
    const odd = new URLSearchParams({ from: "2026-11-30", to: "2026-11-01" });
    expect(readDashboardSearch(odd).days).toBeNull();
  });
});

describe("a comparison of two figures", () => {
  it.each([
    [0, 0, "same", null],
    [5, 5, "same", null],
    [5, 0, "more", null],
    [0, 5, "less", "100"],
    [150, 100, "more", "50"],
    [1, 3, "less", "66"],
    [1_000, 999, "more", "<1"],
    [9_999, 10_000, "less", "<1"],
    [1_300, 100, "more", "1,200"],
  ])("%d after %d", (...[now, before, direction, rate]) => {
    expect(changeOf(now, before)).toEqual({ direction, rate });
  });
});

describe("two dates as typed", () => {
  it.each([
    ["", "", { from: "missingFrom", to: "missingTo" }],
    ["2026-11-01", "", { to: "missingTo" }],
    ["1899-12-31", "2026-11-01", { from: "outside" }],
    ["2026-11-02", "2026-11-01", { to: "reversed" }],
    ["2025-01-01", "2026-11-01", { to: "tooLong" }],
    ["2026-11-01", "2026-11-01", {}],
  ])("%j to %j", (from, to, errors) => {
    expect(findDaysErrors({ from, to })).toEqual(errors);
  });
});
