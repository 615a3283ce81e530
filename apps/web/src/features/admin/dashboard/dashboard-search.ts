import type { DayPeriod } from "@cartwright/contracts/day-period";
import { SalesComparison, SalesRange } from "@cartwright/contracts/sales";
import { readDays } from "../shell/read-days.ts";
import { listAddress } from "../shell/list-search.ts";

/** What the overview shows, as its URL holds it: `?range=last_7_days&compare=year`, or `?from=2026-11-01&to=2026-11-30`. */
export interface DashboardSearch {
  readonly range: SalesRange;
  /** Chosen days, instead of the range. */
  readonly days: DayPeriod | null;
  readonly compare: SalesComparison;
}

/** Reads the URL. What it does not know is left out. */
export function readDashboardSearch(params: URLSearchParams): DashboardSearch {
  return {
    range: SalesRange.safeParse(params.get("range")).data ?? "today",
    days: readDays(params),
    compare: SalesComparison.safeParse(params.get("compare")).data ?? "previous",
  };
}

export function dashboardPath({ range, days, compare }: DashboardSearch): string {
  return listAddress("/admin", [
    ["range", days === null && range !== "today" ? range : ""],
    ["from", days?.from ?? ""],
    ["to", days?.to ?? ""],
    ["compare", compare === "previous" ? "" : compare],
  ]);
}

/** The same as an input of `admin.sales`. */
export function toSalesInput({ range, days, compare }: DashboardSearch) {
  return { compare, ...(days === null ? { range } : { days }) };
}
