import { daysIn } from "@cartwright/contracts/calendar";
import type { SalesComparison, SalesRange } from "@cartwright/contracts/sales";
import { describe, expect, it } from "vitest";
import { edgesOf, stepOf } from "./chart-steps.ts";
import { compareDays, daysOf } from "./sales-period.ts";

const clock = (now: string, timeZone = "Europe/Berlin") => ({ now: new Date(now), timeZone });
const NOON = clock("2026-11-30T11:20:00Z");

describe("a range", () => {
  it.each<[SalesRange, string, string]>([
    ["today", "2026-11-30", "2026-11-30"],
    ["yesterday", "2026-11-29", "2026-11-29"],
    ["last_7_days", "2026-11-24", "2026-11-30"],
    ["last_30_days", "2026-11-01", "2026-11-30"],
    ["last_12_months", "2025-12-01", "2026-11-30"],
  ])("%s is of the shop's calendar", (range, from, to) => {
    expect(daysOf(range, NOON)).toEqual({ from, to });
  });

  it("is of the day that it is in the shop, wherever the server is", () => {
    expect(daysOf("today", clock("2026-11-30T23:30:00Z")).to).toBe("2026-12-01");
    expect(daysOf("today", clock("2026-11-30T11:30:00Z", "Pacific/Kiritimati")).to).toBe("2026-12-01");
  });
});

describe("a comparison", () => {
  const compared = (range: SalesRange, compare: SalesComparison, at = NOON) => {
    const { before, untilMs } = compareDays({ range, days: undefined, compare }, at);
    return [before.from, before.to, untilMs === null ? null : new Date(untilMs).toISOString()];
  };

  it("is of as many days before, or of the same days a year earlier, until the same time", () => {
    expect(compared("today", "previous")).toEqual(["2026-11-29", "2026-11-29", "2026-11-29T11:30:00.000Z"]);
    expect(compared("today", "year")).toEqual(["2025-11-30", "2025-11-30", "2025-11-30T11:30:00.000Z"]);
    expect(compared("yesterday", "previous")).toEqual(["2026-11-28", "2026-11-28", null]);
    expect(compared("last_7_days", "previous")).toEqual(["2026-11-17", "2026-11-23", "2026-11-23T11:30:00.000Z"]);
    expect(compared("last_12_months", "previous")).toEqual(["2024-12-01", "2025-11-30", "2025-11-30T11:30:00.000Z"]);
  });

  it("keeps the clock's time over a change of clocks, and ends with its day", () => {
    // 10:20 in Berlin is 08:20 in summer and 09:20 in winter.
    const morning = clock("2026-10-25T09:20:00Z");
    expect(compared("today", "previous", morning)[2]).toBe("2026-10-24T08:30:00.000Z");
    expect(compared("today", "previous", clock("2026-11-30T22:59:00Z"))[2]).toBe("2026-11-29T23:00:00.000Z");
  });

  it("has the last day of February for a day that a year does not have", () => {
    expect(compared("today", "year", clock("2028-02-29T12:00:00Z")).slice(0, 2)).toEqual(["2027-02-28", "2027-02-28"]);
  });

  it("of chosen days ends where they are today, and nowhere when they have ended or not begun", () => {
    const until = (from: string, to: string) =>
      compareDays({ range: "today", days: { from, to }, compare: "previous" }, NOON).untilMs;
    expect(until("2026-11-29", "2026-12-02")).toBe(Date.parse("2026-11-26T11:30:00Z"));
    expect(until("2026-11-01", "2026-11-29")).toBeNull();
    expect(until("2026-12-01", "2026-12-31")).toBeNull();
  });
});

describe("the steps of a chart", () => {
  const edges = (from: string, to: string, timeZone = "Europe/Berlin") =>
    edgesOf({ from, to }, stepOf({ from, to }), timeZone).map((edgeMs) => new Date(edgeMs).toISOString());

  it("are the hours of one day: 23 and 25 where clocks are changed, from midnight on the shop's clock", () => {
    expect(edges("2026-11-30", "2026-11-30")).toHaveLength(25);
    expect(edges("2026-03-29", "2026-03-29")).toHaveLength(24);
    expect(edges("2026-10-25", "2026-10-25")).toHaveLength(26);
    expect(edges("2026-11-30", "2026-11-30", "Asia/Kolkata").slice(0, 2)).toEqual([
      "2026-11-29T18:30:00.000Z",
      "2026-11-29T19:30:00.000Z",
    ]);
    // Half an hour is put back there, so the day has a last step of half an hour.
    expect(edges("2026-04-05", "2026-04-05", "Australia/Lord_Howe").slice(-2)).toEqual([
      "2026-04-05T13:00:00.000Z",
      "2026-04-05T13:30:00.000Z",
    ]);
  });

  it("are days up to 90, then months, of which the first and the last may be parts", () => {
    expect(edges("2026-03-28", "2026-03-30")).toEqual([
      "2026-03-27T23:00:00.000Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
      "2026-03-30T22:00:00.000Z",
    ]);
    expect(daysIn({ from: "2026-09-02", to: "2026-11-30" })).toBe(90);
    expect(edges("2026-09-02", "2026-11-30")).toHaveLength(91);
    expect(edges("2026-09-01", "2026-11-30")).toEqual([
      "2026-08-31T22:00:00.000Z",
      "2026-09-30T22:00:00.000Z",
      "2026-10-31T23:00:00.000Z",
      "2026-11-30T23:00:00.000Z",
    ]);
  });

  it("are whole quarters of an hour in every time zone", () => {
    for (const timeZone of Intl.supportedValuesOf("timeZone")) {
      for (const day of ["2024-01-15", "2026-03-29", "2026-04-05", "2026-10-25"]) {
        const odd = edgesOf({ from: day, to: day }, "hour", timeZone).filter((edgeMs) => edgeMs % 900_000 !== 0);
        expect([timeZone, day, odd]).toEqual([timeZone, day, []]);
      }
    }
  });
});
