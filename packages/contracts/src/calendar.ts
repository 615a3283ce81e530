const DAY_MS = 86_400_000;

const toDate = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** The date that is `days` later than a date such as `2026-11-29`, or earlier when it is negative. */
export function addDays(date: string, days: number): string {
  return toDate(Date.parse(date) + days * DAY_MS);
}

/** The same day `months` later, or earlier when it is negative. The last day of the month where that has fewer days. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return toDate(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
}

/** The number of days from one date to another, both included. */
export function daysIn({ from, to }: { readonly from: string; readonly to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** The first day of the month of a date. */
export const startOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;
