import { z } from "zod";

/** The zone that a new shop counts its days in. */
export const DEFAULT_TIME_ZONE = "Europe/Berlin";

/** Whether this runtime knows an IANA time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A region of the IANA database, such as `Europe/Berlin`, or `UTC`. Offsets such as `+01:00` are none: they know no summer time. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2})$/)
  .refine(isTimeZone);

/** The time zone of the shop: in which its days begin, and its staff read times. */
export const ShopTime = z.strictObject({ timeZone: TimeZone });
export type ShopTime = z.infer<typeof ShopTime>;

const PARTS = {
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
} as const;
/** One for each zone that is used. There are some hundreds of zones at most. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", { ...PARTS, timeZone });
  formats.set(timeZone, made);
  return made;
}

/** Date and time on the clock of a zone: `2026-03-29` and `03:30`. */
export function localTime(atMs: number, timeZone: string): { readonly date: string; readonly time: string } {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  return { date: `${parts["year"]}-${parts["month"]}-${parts["day"]}`, time: `${parts["hour"]}:${parts["minute"]}` };
}

const HOUR_MS = 3_600_000;
/** The longest day has 25 hours, or 26 where a zone has moved by more than one. */
const LONGEST_DAY_MS = 27 * HOUR_MS;

/**
 * The first instant of the day of `atMs` in a zone. Not every day begins at 00:00: where clocks are put forward at midnight it
 * begins at 01:00. So it is found by the date alone, to the millisecond.
 */
export function startOfDay(atMs: number, timeZone: string): number {
  const { date } = localTime(atMs, timeZone);
  let before = atMs - LONGEST_DAY_MS;
  let inside = atMs;
  while (inside - before > 1) {
    const middle = Math.floor((before + inside) / 2);
    if (localTime(middle, timeZone).date < date) before = middle;
    else inside = middle;
  }
  return inside;
}

/** What a clock of a zone shows, as if it were that of UTC. */
function shownMs(atMs: number, timeZone: string): number {
  const { date, time } = localTime(atMs, timeZone);
  return Date.parse(`${date}T${time}:00Z`);
}

const DAY_MS = 24 * HOUR_MS;

/**
 * When the clock of a zone shows a date and time such as `2026-12-01T09:00`; the first time if it does so twice. A time that is
 * skipped where clocks are put forward is as much later as they are. Null for what is no date and time.
 */
export function atLocalTime(local: string, timeZone: string): number | null {
  const wantedMs = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN;
  if (Number.isNaN(wantedMs)) return null;
  const offsets = [wantedMs - DAY_MS, wantedMs + DAY_MS].map((nearMs) => shownMs(nearMs, timeZone) - nearMs);
  const candidates = offsets.map((offsetMs) => wantedMs - offsetMs);
  const exact = candidates.filter((atMs) => shownMs(atMs, timeZone) === wantedMs);
  return exact.length > 0 ? Math.min(...exact) : (candidates[0] ?? null);
}

/** The start of the hour of `atMs` on the clock of a zone: some are half an hour or three quarters off. */
export function startOfHour(atMs: number, timeZone: string): number {
  const minute = Number(localTime(atMs, timeZone).time.slice(3));
  return Math.floor(atMs / 60_000) * 60_000 - minute * 60_000;
}

/** The first instant of a date such as `2026-11-29` in a zone. */
export function startOfDate(date: string, timeZone: string): number {
  // No zone is more than 14 hours ahead or 12 behind, so the noon of UTC is within a day of that date everywhere.
  const noonMs = Date.parse(`${date}T12:00:00Z`);
  const local = localTime(noonMs, timeZone).date;
  const shiftMs = local < date ? 12 * HOUR_MS : local > date ? -12 * HOUR_MS : 0;
  return startOfDay(noonMs + shiftMs, timeZone);
}
