import type { DayPeriod } from "@cartwright/contracts/day-period";
import { useTranslations } from "@cartwright/messages/use-translations";

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** A date such as `2026-11-29` as a person reads it. */
export const showDay = (date: string): string => dayFormat.format(Date.parse(date));

/** Writes the first and the last day of a period, or the only one. */
export function useDays(): (days: DayPeriod) => string {
  const t = useTranslations("admin");
  return ({ from, to }) => (from === to ? showDay(from) : t("period.days", { from: showDay(from), to: showDay(to) }));
}
