import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { announceStock } from "./announce-stock.ts";
import { limitOf } from "./availability.ts";
import { decideReservations } from "./decide-reservations.ts";
import type { Reservation } from "./reservations.ts";
import { sumDeltas } from "./stock-deltas.ts";
import { applyDeltas, lockStock, moveReservations, type Movement, selectReservations } from "./stock.sql.ts";

/**
 * Sells the reserved stock of orders: both `on_hand` and `reserved` decrease. An order whose hold has expired meanwhile is
 * sold from free stock if all of it is still available. Returns for each order whether it was sold; for `false` nothing is
 * reserved and nothing was taken. Repeating it changes nothing.
 */
export async function commitStock(tx: Tx, orderIds: readonly OrderId[]): Promise<Map<OrderId, boolean>> {
  const ofOrder = Map.groupBy(await selectReservations(tx, orderIds), (reservation) => reservation.orderId);
  const sold = new Map<OrderId, boolean>();
  const held: Reservation[] = [];
  const lost: Reservation[] = [];
  for (const orderId of orderIds) {
    const reservations = ofOrder.get(orderId) ?? [];
    if (reservations.length === 0) sold.set(orderId, false);
    else if (reservations.every((reservation) => reservation.state === "committed")) sold.set(orderId, true);
    else if (reservations.every((reservation) => reservation.state === "held")) held.push(...reservations);
    else lost.push(...reservations);
  }
  const all = [...held, ...lost];
  if (all.length === 0) return sold;
  const stock = await lockStock(tx, [...new Set<VariantId>(all.map((reservation) => reservation.variantId))]);
  for (const { orderId } of held) sold.set(orderId, true);
  if (lost.length > 0) {
    const free = new Map([...stock.values()].map((row) => [row.variantId, limitOf(row)]));
    const requests = [...Map.groupBy(lost, (reservation) => reservation.orderId)].map(([orderId, lines]) => ({
      orderId,
      placedAs: orderId,
      lines,
    }));
    for (const [orderId, decision] of decideReservations(free, requests)) {
      sold.set(orderId, decision.kind === "reserved");
    }
  }
  const movements: Movement[] = all
    .filter((reservation) => sold.get(reservation.orderId))
    .map((reservation) => ({
      variantId: reservation.variantId,
      onHandDelta: -reservation.quantity,
      reservedDelta: reservation.state === "held" ? -reservation.quantity : 0,
      reason: "commit" as const,
      orderId: reservation.orderId,
    }));
  if (movements.length === 0) return sold;
  const deltas = sumDeltas(movements);
  await moveReservations(
    tx,
    [...sold].filter(([, isSold]) => isSold).map(([orderId]) => orderId),
    {
      from: ["held", "expired", "released"],
      to: "committed",
    },
  );
  await applyDeltas(tx, deltas, movements);
  await announceStock(tx, stock, deltas);
  return sold;
}
