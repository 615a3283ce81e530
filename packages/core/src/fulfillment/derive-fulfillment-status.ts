import type { FulfillmentStatus } from "@cartwright/contracts/order-status";

/**
 * Units of one order line by how far they have come. Each count includes the later ones: a delivered unit was packed and
 * shipped, a returned one delivered. `toFulfill` is what was ordered less what was cancelled or refunded before shipping.
 */
export interface LineProgress {
  readonly toFulfill: number;
  readonly packed: number;
  readonly shipped: number;
  readonly delivered: number;
  readonly returned: number;
}

const STAGES = ["returned", "delivered", "shipped", "packed"] as const;

/**
 * Where the goods of an order are, from the quantities on its fulfilments and returns. Pure. The furthest stage that any unit
 * has reached decides; `partially_` says that some units have not.
 */
export function deriveFulfillmentStatus(lines: readonly LineProgress[]): FulfillmentStatus {
  const stage = STAGES.find((each) => lines.some((line) => line[each] > 0));
  if (!stage) return "unfulfilled";
  return lines.every((line) => line[stage] >= line.toFulfill) ? stage : `partially_${stage}`;
}

/**
 * Whether nothing is left to do: everything was delivered, even if some of it came back. The status alone does not say,
 * because units may be returned before the others have shipped.
 */
export function isFulfilled(lines: readonly LineProgress[]): boolean {
  return lines.some((line) => line.toFulfill > 0) && lines.every((line) => line.delivered >= line.toFulfill);
}
