import { z } from "zod";
import { PERIOD_DAYS_MAX } from "./day-period.ts";

/** How far visitors come, in this order. Whoever reaches one has reached those before. */
export const VISIT_STEPS = ["visit", "cart", "checkout", "order"] as const;
export type VisitStep = (typeof VISIT_STEPS)[number];

/** Visitors of a day, or of several: each counts once a day and step. */
export const Funnel = z.strictObject({
  visits: z.int().min(0),
  carts: z.int().min(0),
  checkouts: z.int().min(0),
  orders: z.int().min(0),
});
export type Funnel = z.infer<typeof Funnel>;

export const Conversion = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  total: Funnel,
  /** Of the compared period. */
  before: Funnel,
  /** Days with visitors, oldest first. */
  days: z.array(Funnel.extend({ day: z.iso.date() })).max(PERIOD_DAYS_MAX),
});
export type Conversion = z.infer<typeof Conversion>;
