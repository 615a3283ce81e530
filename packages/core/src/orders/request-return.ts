import type { OrderNumber } from "@cartwright/contracts/ids";
import { isReturnable } from "@cartwright/contracts/order-status";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { findOwnOrder } from "./find-own-order.ts";
import { appendOrderEvents, lockOrders } from "./move-orders.ts";
import { insertReturn } from "./returns.sql.ts";

/**
 * Requests the return of a whole order. Staff decide about it, and the timeline says that it was requested. Requesting it again
 * changes nothing. Errors: `not_found` (missing, or someone else's), `illegal_transition` (not delivered, already returned, or
 * refunded in full).
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
    if (!isReturnable(order.state)) throw new AppError("illegal_transition");
    if (!(await insertReturn(tx, order.id, request.reason))) return false;
    const message = getTranslations("orderUpdates")("returnRequested");
    await appendOrderEvents(tx, [
      { order: { orderId: order.id, from: order.state }, events: [{ type: "order.return_requested", message }] },
    ]);
    return true;
  });
  if (asked) deps.nudgeRelay();
}
