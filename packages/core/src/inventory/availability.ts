import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";

/** The counts of a variant, and how they limit its sale. */
export interface StockCounts {
  readonly onHand: number;
  readonly reserved: number;
  readonly policy: StockPolicy;
}

/** How many units may still be reserved. Only a tracked variant ends. */
export function limitOf({ onHand, reserved, policy }: StockCounts): number {
  return policy === "tracked" ? onHand - reserved : Infinity;
}

/** Units that are on hand and not reserved. Null for a variant that is not counted. */
export function inStockOf({ onHand, reserved, policy }: StockCounts): number | null {
  return policy === "untracked" ? null : Math.max(0, onHand - reserved);
}

/** Units that can be ordered now: never below zero, and at most what one line may hold where stock sets no limit. */
export function availableOf(counts: StockCounts): number {
  const limit = limitOf(counts);
  return limit === Infinity ? LINE_QUANTITY_MAX : Math.max(0, limit);
}
