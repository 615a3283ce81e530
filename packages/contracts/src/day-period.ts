import { z } from "zod";
import { daysIn } from "./calendar.ts";

export const FIRST_DAY = "2000-01-01";
export const LAST_DAY = "2999-12-31";

/** A day on the shop's calendar, within the years that a shop has. */
export const Day = z.iso.date().refine((day) => day >= FIRST_DAY && day <= LAST_DAY);

/** The longest period: a year and a day. */
export const PERIOD_DAYS_MAX = 366;

/** Days from `from` to `to`, both included. */
export const DayPeriod = z
  .strictObject({ from: Day, to: Day })
  .refine((period) => period.from <= period.to && daysIn(period) <= PERIOD_DAYS_MAX, { path: ["to"] });
export type DayPeriod = z.infer<typeof DayPeriod>;
