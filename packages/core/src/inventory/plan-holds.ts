import type { VariantId } from "@cartwright/contracts/ids";
import { inStockOf } from "./availability.ts";
import type { ReservationRequest } from "./decide-reservations.ts";
import type { Hold, StockRow } from "./stock.sql.ts";

/**
 * The holds of the orders that got stock, each with the units that are not on hand. Those on hand go to the orders by the
 * time they were placed. Pure: the counts come from the locked stock rows.
 */
export function planHolds(
  stock: ReadonlyMap<VariantId, StockRow>,
  reserved: readonly ReservationRequest[],
): readonly Hold[] {
  const left = new Map<VariantId, number>();
  const inOrder = reserved.toSorted((a, b) => (a.placedAs < b.placedAs ? -1 : a.placedAs > b.placedAs ? 1 : 0));
  return inOrder.flatMap(({ orderId, lines }) =>
    lines.map(({ variantId, quantity }): Hold => {
      const row = stock.get(variantId);
      if (row?.policy !== "backorder") return { orderId, variantId, quantity, backorder: null };
      const inStock = left.get(variantId) ?? inStockOf(row);
      left.set(variantId, Math.max(0, inStock - quantity));
      const units = Math.max(0, quantity - inStock);
      return { orderId, variantId, quantity, backorder: units === 0 ? null : { units, days: row.backorderDays } };
    }),
  );
}
