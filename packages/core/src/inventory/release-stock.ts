import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { announceStock } from "./announce-stock.ts";
import { sumDeltas } from "./stock-deltas.ts";
import { applyDeltas, lockStock, moveReservations, type Movement, selectReservations } from "./stock.sql.ts";

/**
 * Releases the reserved stock of orders that were given up (`release`) or whose hold expired (`expire`). Orders without
 * reserved stock are left alone, so repeating it changes nothing. Returns the orders that had reserved stock. The callers
 * hold the orders' rows, so that no two transactions settle the same holds.
 */
export async function releaseStock(
  tx: Tx,
  orderIds: readonly OrderId[],
  reason: "release" | "expire",
): Promise<Set<OrderId>> {
  if (orderIds.length === 0) return new Set();
  const held = (await selectReservations(tx, orderIds)).filter((reservation) => reservation.state === "held");
  if (held.length === 0) return new Set();
  const movements: Movement[] = held.map((reservation) => ({
    variantId: reservation.variantId,
    onHandDelta: 0,
    reservedDelta: -reservation.quantity,
    reason,
    orderId: reservation.orderId,
  }));
  const deltas = sumDeltas(movements);
  const before = await lockStock(
    tx,
    deltas.map((delta) => delta.variantId),
  );
  await moveReservations(tx, orderIds, { from: ["held"], to: reason === "release" ? "released" : "expired" });
  await applyDeltas(tx, deltas, movements);
  await announceStock(tx, before, deltas);
  return new Set(held.map((reservation) => reservation.orderId));
}
