import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { announceStock } from "./announce-stock.ts";
import { sumDeltas } from "./stock-deltas.ts";
import { applyDeltas, lockStock, moveReservations, type Movement, selectReservations } from "./stock.sql.ts";

/**
 * Restocks sold goods (a cancelled or returned order). Orders whose goods were never sold or are restocked already are left
 * alone. Returns the orders that were restocked.
 */
export async function restockOrders(tx: Tx, orderIds: readonly OrderId[]): Promise<Set<OrderId>> {
  if (orderIds.length === 0) return new Set();
  const sold = (await selectReservations(tx, orderIds)).filter((reservation) => reservation.state === "committed");
  if (sold.length === 0) return new Set();
  const movements: Movement[] = sold.map((reservation) => ({
    variantId: reservation.variantId,
    onHandDelta: reservation.quantity,
    reservedDelta: 0,
    reason: "restock",
    orderId: reservation.orderId,
  }));
  const deltas = sumDeltas(movements);
  const before = await lockStock(
    tx,
    deltas.map((delta) => delta.variantId),
  );
  await moveReservations(tx, orderIds, { from: ["committed"], to: "restocked" });
  await applyDeltas(tx, deltas, movements);
  await announceStock(tx, before, deltas);
  return new Set(sold.map((reservation) => reservation.orderId));
}
