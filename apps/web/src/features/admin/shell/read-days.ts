import { DayPeriod, FIRST_DAY, LAST_DAY, PERIOD_DAYS_MAX } from "@cartwright/contracts/day-period";
import { daysIn } from "@cartwright/contracts/calendar";

/** What is wrong with the days in a form, by the field that says so. The words are under `period` in the messages. */
export interface DaysErrors {
  readonly from?: "missingFrom" | "outside";
  readonly to?: "missingTo" | "outside" | "reversed" | "tooLong";
}

const isOutside = (date: string) => date < FIRST_DAY || date > LAST_DAY;

/** Checks two dates as typed. Empty when they are a period. */
export function findDaysErrors({ from, to }: { readonly from: string; readonly to: string }): DaysErrors {
  if (from === "" || to === "")
    return { ...(from === "" && { from: "missingFrom" }), ...(to === "" && { to: "missingTo" }) };
  if (isOutside(from) || isOutside(to))
    return { ...(isOutside(from) && { from: "outside" }), ...(isOutside(to) && { to: "outside" }) };
  if (from > to) return { to: "reversed" };
  return daysIn({ from, to }) > PERIOD_DAYS_MAX ? { to: "tooLong" } : {};
}

/** The period in a URL, `?from=2026-11-01&to=2026-11-30`. Null when there is none. */
export function readDays(params: URLSearchParams): DayPeriod | null {
  return DayPeriod.safeParse({ from: params.get("from"), to: params.get("to") }).data ?? null;
}
