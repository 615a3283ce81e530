import type { VariantId } from "@cartwright/contracts/ids";
import type { StockDelta } from "./stock.sql.ts";

/** Sums movements into one delta per variant, by ascending variant id. Variants whose movements cancel out are left out. */
export function sumDeltas(movements: readonly StockDelta[]): StockDelta[] {
  const byVariant = new Map<VariantId, StockDelta>();
  for (const { variantId, onHandDelta, reservedDelta } of movements) {
    const before = byVariant.get(variantId);
    byVariant.set(variantId, {
      variantId,
      onHandDelta: (before?.onHandDelta ?? 0) + onHandDelta,
      reservedDelta: (before?.reservedDelta ?? 0) + reservedDelta,
    });
  }
  return [...byVariant.values()]
    .filter((delta) => delta.onHandDelta !== 0 || delta.reservedDelta !== 0)
    .toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));
}
