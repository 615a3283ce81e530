// Apart from stock-policy.ts, whose schemas would bring the validator into the shop's pages.
import type { Backorder } from "./stock-policy.ts";

/** Units of a quantity that ship later. */
export function laterUnits(backorder: Backorder | null, quantity: number): number {
  return backorder ? Math.max(0, quantity - backorder.inStock) : 0;
}
