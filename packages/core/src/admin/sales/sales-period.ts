import { addDays, addMonths, daysIn, startOfMonth } from "@cartwright/contracts/calendar";
import type { DayPeriod } from "@cartwright/contracts/day-period";
import type { SalesComparison, SalesRange } from "@cartwright/contracts/sales";
import { atLocalTime, localTime, startOfDate } from "@cartwright/contracts/time-zone";

/** Which days a range means and which they are compared with. Pure: the clock and the time zone are given. */

export interface ShopClock {
  readonly now: Date;
  readonly timeZone: string;
}

const QUARTER_MS = 900_000;

const todayOf = ({ now, timeZone }: ShopClock): string => localTime(now.getTime(), timeZone).date;

/** The days of a range, by the shop's calendar. */
export function daysOf(range: SalesRange, clock: ShopClock): DayPeriod {
  const today = todayOf(clock);
  const yesterday = addDays(today, -1);
  return {
    today: { from: today, to: today },
    yesterday: { from: yesterday, to: yesterday },
    last_7_days: { from: addDays(today, -6), to: today },
    last_30_days: { from: addDays(today, -29), to: today },
    last_12_months: { from: startOfMonth(addMonths(today, -11)), to: today },
  }[range];
}

export interface Asked {
  readonly range: SalesRange;
  /** Instead of the range. */
  readonly days: DayPeriod | undefined;
  readonly compare: SalesComparison;
}

export interface ComparedDays {
  readonly days: DayPeriod;
  readonly before: DayPeriod;
  /** Where the comparison ends when the period has not ended yet: the same time of its last day so far. Null otherwise. */
  readonly untilMs: number | null;
}

/** The days that are asked for, and those that they are compared with. */
export function compareDays({ range, days: chosen, compare }: Asked, clock: ShopClock): ComparedDays {
  const days = chosen ?? daysOf(range, clock);
  const byYear = compare === "year" || (chosen === undefined && range === "last_12_months");
  const shift = (date: string) => (byYear ? addMonths(date, -12) : addDays(date, -daysIn(days)));
  const before = { from: shift(days.from), to: shift(days.to) };
  const today = todayOf(clock);
  const isRunning = days.from <= today && today <= days.to;
  return { days, before, untilMs: isRunning ? sameTimeOn(shift(today), clock) : null };
}

/** The time of day by the shop's clock on another date, to the end of its quarter hour: sums are kept by the quarter. */
function sameTimeOn(date: string, { now, timeZone }: ShopClock): number {
  const { time } = localTime(now.getTime(), timeZone);
  const atMs = atLocalTime(`${date}T${time}`, timeZone) ?? startOfDate(date, timeZone);
  const endMs = (Math.floor(atMs / QUARTER_MS) + 1) * QUARTER_MS;
  return Math.min(endMs, startOfDate(addDays(date, 1), timeZone));
}
