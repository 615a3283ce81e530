import { isReturnable } from "@cartwright/contracts/order-status";
import type { RequestReturn } from "@cartwright/contracts/orders";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import { findOwnOrder } from "./find-own-order.ts";
import { appendOrderEvents, lockOrders } from "./move-orders.ts";
import { hasReturn, insertReturn, selectReturnableUnits } from "./returns.sql.ts";

type Line = RequestReturn["lines"][number];

/** The fields of lines that name no line of the order, or more units than can be returned. */
function findProblems(lines: readonly Line[], returnable: ReadonlyMap<number, number>): Record<string, string> {
  const t = getTranslations("fieldProblems");
  const seen = new Set<string>();
  const problems: Record<string, string> = {};
  for (const [index, { lineId, quantity }] of lines.entries()) {
    const units = returnable.get(Number(lineId));
    if (units === undefined || seen.has(lineId)) problems[`lines.${index}.lineId`] = t("choice");
    else if (quantity > units) problems[`lines.${index}.quantity`] = t("number.large", { max: units });
    seen.add(lineId);
  }
  return problems;
}

/**
 * Requests the return of some units of an order that have arrived. Staff decide about it, and the timeline says that it was
 * requested. Idempotent by `returnId`: a repeated request changes nothing. Errors: `not_found` (missing, or someone else's), `illegal_transition` (nothing has arrived, or everything was
 * returned or refunded), `invalid_input` (a line of another order, a line twice, or more units than can be returned),
 * `idempotency_conflict` (the id is that of another order's return).
 */
export async function requestReturn(
  deps: Deps,
  actor: Actor,
  request: RequestReturn,
): Promise<{ readonly returnId: string }> {
  const { returnId = newId() } = request;
  await inTransaction(deps.db, async (tx) => {
    const orderId = await findOwnOrder(tx, actor, request.number);
    const order = (await lockOrders(tx, [orderId])).get(orderId);
    if (!order) throw new AppError("not_found");
    // Under the lock, so that of two requests at once the second sees the first.
    if (await hasReturn(tx, { id: returnId, orderId: order.id })) return;
    if (!isReturnable(order.state)) throw new AppError("illegal_transition");
    const fields = findProblems(request.lines, await selectReturnableUnits(tx, order.id));
    if (Object.keys(fields).length > 0) throw new AppError("invalid_input", { fields });
    const inserted = await insertReturn(tx, {
      id: returnId,
      orderId: order.id,
      lines: request.lines.map(({ lineId, quantity, reason = "" }) => ({ position: Number(lineId), quantity, reason })),
    });
    if (!inserted) throw new AppError("idempotency_conflict");
    const message = getTranslations("orderUpdates")("returnRequested");
    await appendOrderEvents(tx, [
      { order: { orderId: order.id, from: order.state }, events: [{ type: "order.return_requested", message }] },
    ]);
  });
  deps.nudgeRelay();
  return { returnId };
}
