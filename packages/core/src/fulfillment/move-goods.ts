import type { Tx } from "@cartwright/db/transaction";
import { type EventDraft, type LockedOrder, moveOrders } from "../orders/move-orders.ts";
import { deriveFulfillmentStatus, isFulfilled } from "./derive-fulfillment-status.ts";
import { selectLineUnits } from "../orders/parcels.ts";

/**
 * Brings an order's state in line with its parcels, refunds and returns after one of them has changed, with the event that
 * says so. An order is completed when everything that was to be sent has arrived; one without anything to send keeps its
 * state. The order is locked.
 */
export async function moveGoods(tx: Tx, order: LockedOrder, event: EventDraft): Promise<void> {
  const lines = await selectLineUnits(tx, order.id);
  const isDone = order.state.status === "confirmed" && isFulfilled(lines);
  await moveOrders(tx, [
    {
      orderId: order.id,
      from: order.state,
      ...(order.ships
        ? { to: { fulfillmentStatus: deriveFulfillmentStatus(lines), ...(isDone ? { status: "completed" } : {}) } }
        : {}),
      events: [event],
    },
  ]);
}
