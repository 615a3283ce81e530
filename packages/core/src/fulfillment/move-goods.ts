import type { Tx } from "@cartwright/db/transaction";
import { type EventDraft, type LockedOrder, moveOrders } from "../orders/move-orders.ts";
import { deriveFulfillmentStatus, isFulfilled } from "./derive-fulfillment-status.ts";
import { type LineUnitsRow, selectLineUnits } from "../orders/parcels.ts";

/** Nothing was packed or is to be, and something that does not ship is left. */
const isOnlyDigital = (lines: readonly LineUnitsRow[]) =>
  lines.every(({ toFulfill, packed }) => toFulfill === 0 && packed === 0) && lines.some(({ digital }) => digital > 0);

/**
 * Brings an order's state in line with its parcels, refunds and returns after one of them has changed, with the event that
 * says so. An order is completed when everything that was to be sent has arrived, or when nothing is to be sent any more and
 * what is left of it was delivered by email. One without anything to send keeps its state. The order is locked.
 */
export async function moveGoods(tx: Tx, order: LockedOrder, event: EventDraft): Promise<void> {
  const lines = await selectLineUnits(tx, order.id);
  const isDigital = isOnlyDigital(lines);
  const isDone = order.state.status === "confirmed" && (isDigital || isFulfilled(lines));
  const fulfillmentStatus = isDigital ? "delivered" : deriveFulfillmentStatus(lines);
  await moveOrders(tx, [
    {
      orderId: order.id,
      from: order.state,
      ...(order.ships ? { to: { fulfillmentStatus, ...(isDone ? { status: "completed" } : {}) } } : {}),
      events: [event],
    },
  ]);
}
