import { describe, expect, it } from "vitest";
import { atLocalTime, isTimeZone, localTime, startOfDate, startOfDay, startOfHour, TimeZone } from "./time-zone.ts";

const iso = (ms: number) => new Date(ms).toISOString();
const dayOf = (at: string, zone: string) => iso(startOfDay(Date.parse(at), zone));

describe("the start of a day", () => {
  it.each([
    ["2026-11-29T22:59:59.999Z", "Europe/Berlin", "2026-11-28T23:00:00.000Z"],
    ["2026-11-29T23:00:00.000Z", "Europe/Berlin", "2026-11-29T23:00:00.000Z"],
    // Clocks go forward at 02:00 and back at 03:00: the day has 23 hours, then 25.
    ["2026-03-29T21:59:59.999Z", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-03-29T22:00:00.000Z", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["2026-10-25T22:59:59.999Z", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
    ["2026-10-25T23:00:00.000Z", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
    // Clocks go forward at midnight: the day begins at 01:00.
    ["2026-04-24T09:00:00.000Z", "Africa/Cairo", "2026-04-23T22:00:00.000Z"],
    ["2026-11-29T18:15:00.000Z", "Asia/Kathmandu", "2026-11-29T18:15:00.000Z"],
    ["2026-11-29T10:30:00.000Z", "Pacific/Kiritimati", "2026-11-29T10:00:00.000Z"],
    ["2026-11-29T00:00:00.000Z", "UTC", "2026-11-29T00:00:00.000Z"],
  ])("%s in %s is %s", (at, zone, start) => {
    expect(dayOf(at, zone)).toBe(start);
  });

  it("is the start of its date", () => {
    for (const zone of ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Cairo"]) {
      for (const date of ["2026-03-29", "2026-04-24", "2026-10-25", "2026-12-31"]) {
        const start = startOfDate(date, zone);
        expect([localTime(start, zone).date, localTime(start - 1, zone).date < date]).toEqual([date, true]);
      }
    }
  });
});

it("the start of an hour is that of the clock on the wall", () => {
  const hourOf = (at: string, zone: string) => iso(startOfHour(Date.parse(at), zone));
  expect(hourOf("2026-11-29T10:29:59.999Z", "Asia/Kolkata")).toBe("2026-11-29T09:30:00.000Z");
  expect(hourOf("2026-11-29T10:30:00.000Z", "Asia/Kolkata")).toBe("2026-11-29T10:30:00.000Z");
  expect(hourOf("2026-10-25T01:10:00.000Z", "Europe/Berlin")).toBe("2026-10-25T01:00:00.000Z");
});

it("takes regions, and no offsets or inventions", () => {
  for (const name of ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/GMT+5"])
    expect(TimeZone.safeParse(name).success).toBe(true);
  for (const name of ["", "Europe/Atlantis", "+01:00", "CET", "Europe/Berlin; drop", "__proto__"])
    expect(TimeZone.safeParse(name).success).toBe(false);
  expect(isTimeZone("Mars/Olympus")).toBe(false);
});

it("a time on the wall is an instant, the first of two, and later where clocks are put forward", () => {
  const at = (local: string, zone: string) => {
    const ms = atLocalTime(local, zone);
    return ms === null ? null : iso(ms);
  };
  expect(at("2026-12-01T09:00", "Europe/Berlin")).toBe("2026-12-01T08:00:00.000Z");
  expect(at("2026-12-01T09:00", "Asia/Kolkata")).toBe("2026-12-01T03:30:00.000Z");
  expect(at("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  expect(at("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  expect([at("", "UTC"), at("2026-12-01", "UTC"), at("2026-13-01T09:00", "UTC")]).toEqual([null, null, null]);
});
