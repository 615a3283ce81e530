import { LINE_QUANTITY_MAX } from "@cartwright/contracts/cart-limits";
import type { Backorder, StockPolicy } from "@cartwright/contracts/stock-policy";

/** The counts of a variant, and how they limit its sale. */
export interface StockCounts {
  readonly onHand: number;
  readonly reserved: number;
  readonly policy: StockPolicy;
}

/** What can be ordered of a variant now. */
export interface Availability {
  /** Never below zero, and at most what one line may hold where stock sets no limit. */
  readonly available: number;
  /** What ships at once and when the rest does. Null unless the variant is sold below zero. */
  readonly backorder: Backorder | null;
}

/** A variant that inventory does not know. */
export const UNKNOWN_STOCK: Availability = { available: 0, backorder: null };

/** How many units may still be reserved. Only a tracked variant ends. */
export function limitOf({ onHand, reserved, policy }: StockCounts): number {
  return policy === "tracked" ? onHand - reserved : Infinity;
}

/** Units that are on hand and not reserved. */
export function inStockOf({ onHand, reserved }: StockCounts): number {
  return Math.max(0, onHand - reserved);
}

/** What the shop shows of a variant's stock. */
export function availabilityOf(stock: StockCounts & { readonly backorderDays: number }): Availability {
  const limit = limitOf(stock);
  return {
    available: limit === Infinity ? LINE_QUANTITY_MAX : Math.max(0, limit),
    backorder: stock.policy === "backorder" ? { inStock: inStockOf(stock), days: stock.backorderDays } : null,
  };
}

/** Units sold or reserved beyond what is on hand: what has to be bought or made. */
export function oversoldOf({ onHand, reserved, policy }: StockCounts): number {
  return policy === "backorder" ? Math.max(0, reserved - onHand) : 0;
}
