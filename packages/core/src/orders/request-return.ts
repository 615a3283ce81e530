import type { OrderNumber } from "@cartwright/contracts/ids";
import { isReturnable } from "@cartwright/contracts/order-status";
import { inTransaction } from "@cartwright/db/transaction";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { findOwnOrder } from "./find-own-order.ts";
import { appendOrderEvents, lockOrders } from "./move-orders.ts";
import { insertReturn } from "./returns.sql.ts";

/**
 * Asks to send an order back: it waits for staff from then on, and the timeline says so. Asking twice is asking once.
 * Errors: `not_found` (foreign and missing), `illegal_transition` (it has not shipped, or came back already).
 */
export async function requestReturn(
  deps: Deps,
  actor: Actor,
  request: { readonly number: OrderNumber; readonly reason: string },
): Promise<void> {
  const asked = await inTransaction(deps.db, async (tx) => {
    const orderId = await findOwnOrder(tx, actor, request.number);
    const order = (await lockOrders(tx, [orderId])).get(orderId);
    if (!order) throw new AppError("not_found");
    if (!isReturnable(order.status)) throw new AppError("illegal_transition");
    if (!(await insertReturn(tx, order.id, request.reason))) return false;
    const message = "You asked to send this order back. We will write to you about the next steps.";
    await appendOrderEvents(tx, [
      { order: { orderId: order.id, from: order.status }, events: [{ type: "order.return_requested", message }] },
    ]);
    return true;
  });
  if (asked) deps.nudgeRelay();
}
