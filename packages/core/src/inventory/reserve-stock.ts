import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { announceStock } from "./announce-stock.ts";
import { limitOf } from "./availability.ts";
import {
  decideReservations,
  type LaterUnits,
  type ReservationDecision,
  type ReservationRequest,
} from "./decide-reservations.ts";
import { planHolds } from "./plan-holds.ts";
import { sumDeltas } from "./stock-deltas.ts";
import { applyDeltas, type Hold, insertHolds, lockStock, type Movement } from "./stock.sql.ts";

export type { ReservationDecision, ReservationRequest } from "./decide-reservations.ts";

/** What the orders wait for, of those that do. */
function laterOf(holds: readonly Hold[]): Map<OrderId, LaterUnits[]> {
  const waiting = holds.flatMap(({ orderId, variantId, backorder }) =>
    backorder ? [{ orderId, later: { variantId, ...backorder } }] : [],
  );
  return new Map(
    [...Map.groupBy(waiting, ({ orderId }) => orderId)].map(([orderId, list]) => [
      orderId,
      list.map(({ later }) => later),
    ]),
  );
}

/**
 * Reserves stock for many orders at once, for `holdSeconds` from now: all lines of an order or none. Locks each variant
 * once, by ascending id, however many orders want it. Call it once per order: a second call for an order with reserved
 * stock violates `reservations_order_id_variant_id_key`.
 */
export async function reserveStock(
  tx: Tx,
  requests: readonly ReservationRequest[],
  holdSeconds: number,
): Promise<Map<OrderId, ReservationDecision>> {
  if (requests.length === 0) return new Map();
  const variantIds = new Set<VariantId>(requests.flatMap((request) => request.lines.map((line) => line.variantId)));
  const stock = await lockStock(tx, [...variantIds]);
  const available = new Map([...stock.values()].map((row) => [row.variantId, limitOf(row)]));
  const decisions = decideReservations(available, requests);
  const reserved = requests.filter((request) => decisions.get(request.orderId)?.kind === "reserved");
  if (reserved.length === 0) return decisions;
  const holds = planHolds(stock, reserved);
  const movements = holds.map(({ orderId, variantId, quantity }): Movement => {
    return { variantId, onHandDelta: 0, reservedDelta: quantity, reason: "reserve", orderId };
  });
  const deltas = sumDeltas(movements);
  await insertHolds(tx, holds, holdSeconds);
  await applyDeltas(tx, deltas, movements);
  await announceStock(tx, stock, deltas);
  for (const [orderId, later] of laterOf(holds)) decisions.set(orderId, { kind: "reserved", later });
  return decisions;
}
