import { z } from "zod";
import { DayPeriod, PERIOD_DAYS_MAX } from "./day-period.ts";
import { ProductId } from "./ids.ts";
import { Currency } from "./money.ts";
import { IsoTime } from "./paging.ts";

/** What the shop sold in a period, beside another one. Days and months are those of the shop's time zone. */

/** The periods with a name. Each but `yesterday` ends now; `last_12_months` begins with a month. */
export const SalesRange = z.enum(["today", "yesterday", "last_7_days", "last_30_days", "last_12_months"]);
export type SalesRange = z.infer<typeof SalesRange>;

/** What a period is compared with: the same number of days before it (for `last_12_months`, the twelve months before), or the same days a year earlier. */
export const SalesComparison = z.enum(["previous", "year"]);
export type SalesComparison = z.infer<typeof SalesComparison>;

/** Minor units of many orders: more than one order may cost. */
const SumMinor = z.int().min(0);

export const AdminReadSales = z.strictObject({
  range: SalesRange.default("today"),
  /** Chosen days, instead of a range. */
  days: DayPeriod.optional(),
  compare: SalesComparison.default("previous"),
});

/**
 * Sums over the orders that were placed in a period and are confirmed or completed, as they are now: a refund or a
 * cancellation changes the day of its order.
 */
export const SalesFigures = z.strictObject({
  orders: z.int(),
  /** What they cost, less what was refunded. */
  salesMinor: SumMinor,
  refundsMinor: SumMinor,
  /** Units bought, those that were refunded included. */
  units: z.int(),
  /** Orders of the period that were cancelled. They are in no other figure. */
  cancelled: z.int(),
});
export type SalesFigures = z.infer<typeof SalesFigures>;

/** A step of the chart: an hour of one day, a day, or a month (which may begin or end within it). */
export const SalesStep = z.enum(["hour", "day", "month"]);
export type SalesStep = z.infer<typeof SalesStep>;

/** `at` is when it begins. */
const SalesPoint = z.strictObject({ at: IsoTime, orders: z.int(), salesMinor: SumMinor });

const SalesPeriod = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  /** Oldest first, steps without orders included. Those that are still to come are left out. */
  points: z.array(SalesPoint).max(PERIOD_DAYS_MAX),
  figures: SalesFigures,
});

export const BEST_SELLERS_MAX = 10;

const BestSeller = z.strictObject({
  productId: ProductId,
  /** As of its newest order. */
  title: z.string(),
  units: z.int(),
  /** What its units cost after the orders' discounts, refunds not taken off. */
  salesMinor: SumMinor,
});

export const Sales = z.strictObject({
  currency: Currency,
  step: SalesStep,
  period: SalesPeriod,
  /** Its figures are those until the same time of its last day where the period has not ended yet. Its points are complete. */
  before: SalesPeriod.extend({ until: IsoTime.nullable() }),
  /** The products with the most units. `ofNewest`: only so many of the newest orders were counted. Null: all of them. */
  bestSellers: z.strictObject({ items: z.array(BestSeller).max(BEST_SELLERS_MAX), ofNewest: z.int().nullable() }),
});
export type Sales = z.infer<typeof Sales>;
