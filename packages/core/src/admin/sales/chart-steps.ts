import { addDays, addMonths, daysIn, startOfMonth } from "@cartwright/contracts/calendar";
import type { DayPeriod } from "@cartwright/contracts/day-period";
import type { SalesStep } from "@cartwright/contracts/sales";
import { startOfDate } from "@cartwright/contracts/time-zone";

const HOUR_MS = 3_600_000;
/** Longer periods are shown by month. */
const DAYS_SHOWN_MAX = 90;

/** How finely a period is shown: one day by the hour, a quarter of a year by day, what is longer by month. */
export function stepOf(days: DayPeriod): SalesStep {
  const count = daysIn(days);
  if (count === 1) return "hour";
  return count <= DAYS_SHOWN_MAX ? "day" : "month";
}

/** When each step of a period begins, and the end of the last one, in milliseconds. A day that clocks are changed on has 23 or 25 hours. */
export function edgesOf(days: DayPeriod, step: SalesStep, timeZone: string): number[] {
  const endMs = startOfDate(addDays(days.to, 1), timeZone);
  return [...(step === "hour" ? hoursOf(days, endMs, timeZone) : datesOf(days, step, timeZone)), endMs];
}

function hoursOf(days: DayPeriod, endMs: number, timeZone: string): number[] {
  const startMs = startOfDate(days.from, timeZone);
  return Array.from({ length: Math.ceil((endMs - startMs) / HOUR_MS) }, (_, hour) => startMs + hour * HOUR_MS);
}

function datesOf({ from, to }: DayPeriod, step: SalesStep, timeZone: string): number[] {
  const starts: number[] = [];
  const next = (date: string) => (step === "day" ? addDays(date, 1) : startOfMonth(addMonths(startOfMonth(date), 1)));
  for (let date = from; date <= to; date = next(date)) starts.push(startOfDate(date, timeZone));
  return starts;
}
