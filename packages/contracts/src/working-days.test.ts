import { describe, expect, it } from "vitest";
import { addWorkingDays, formatDay } from "./working-days.ts";

describe("working days", () => {
  it.each([
    ["2026-11-27T23:59:00Z", 1, "2026-11-30"],
    ["2026-11-28T10:00:00Z", 1, "2026-11-30"],
    ["2026-11-30T10:00:00Z", 10, "2026-12-14"],
    ["2026-11-30T10:00:00Z", 0, "2026-11-30"],
  ])("after %s, %i of them end on %s", (from, days, day) => {
    expect(addWorkingDays(new Date(from), days)).toBe(day);
  });

  it("are read with their weekday", () => {
    expect(formatDay("2026-12-14")).toBe("Monday 14 December");
  });
});
