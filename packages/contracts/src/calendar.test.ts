import { expect, it } from "vitest";
import { addDays, addMonths, daysIn, startOfMonth } from "./calendar.ts";
import { DayPeriod } from "./day-period.ts";

it("adds days over months and years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  expect(startOfMonth("2028-02-29")).toBe("2028-02-01");
});

it("adds months, and takes the last day where a month has fewer", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2028-02-29", -12)).toBe("2027-02-28");
  expect(addMonths("2026-11-30", -11)).toBe("2025-12-30");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
});

it("counts both ends of a period, which has a year and a day at most", () => {
  expect(daysIn({ from: "2026-11-30", to: "2026-11-30" })).toBe(1);
  const isPeriod = (from: string, to: string) => DayPeriod.safeParse({ from, to }).success;
  expect(isPeriod("2027-11-30", "2028-11-29")).toBe(true);
  expect(isPeriod("2027-11-30", "2028-11-30")).toBe(false);
  expect(isPeriod("2026-11-30", "2026-11-29")).toBe(false);
  expect(isPeriod("2026-02-30", "2026-03-01")).toBe(false);
});
