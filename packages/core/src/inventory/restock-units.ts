import type { OrderId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { announceStock } from "./announce-stock.ts";
import { sumDeltas } from "./stock-deltas.ts";
import { applyDeltas, lockStock, type Movement, selectReservations, takeFromCommitted } from "./stock.sql.ts";

/**
 * Puts sold units of an order back on sale that never left. What the order has sold decreases by them, so that cancelling it
 * later does not put them back again. Units that were never taken from stock are left alone.
 */
export async function restockUnits(
  tx: Tx,
  restock: {
    readonly orderId: OrderId;
    readonly actorId: UserId;
    readonly units: readonly { readonly variantId: VariantId; readonly quantity: number }[];
  },
): Promise<void> {
  const { orderId, actorId } = restock;
  const sold = await selectReservations(tx, [orderId]);
  const units = restock.units.flatMap(({ variantId, quantity }) => {
    const taken = sold.find((each) => each.variantId === variantId && each.state === "committed");
    return taken ? [{ variantId, quantity: Math.min(quantity, taken.quantity) }] : [];
  });
  if (units.length === 0) return;
  const movements: Movement[] = units.map(({ variantId, quantity }) => {
    return { variantId, onHandDelta: quantity, reservedDelta: 0, reason: "restock", orderId, actorId };
  });
  const deltas = sumDeltas(movements);
  const before = await lockStock(
    tx,
    deltas.map(({ variantId }) => variantId),
  );
  await takeFromCommitted(tx, orderId, units);
  await applyDeltas(tx, deltas, movements);
  await announceStock(tx, before, deltas);
}
