import type { OrderNumber } from "@cartwright/contracts/ids";
import { isReturnable, isSettled, mayMove } from "@cartwright/contracts/order-status";
import type { Order } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { readPaymentsOfOrders } from "../payments/read-payments.ts";
import { isOrderKey } from "./order-link.ts";
import { type OrderView, selectOrder } from "./order-reads.sql.ts";
import { ownerViewer } from "./order-viewer.ts";

export interface OrderReadDeps {
  readonly db: Db;
  readonly settings: { readonly linkSecrets: readonly string[] };
}

/** What the shopper has to do next. The provider's page is looked up only while the timeline says that it waits for him. */
async function actionOf(db: Db, order: OrderView): Promise<Order["action"]> {
  const asked = order.timeline.some((entry) => entry.type === "payment.action_required");
  if (!asked || isSettled(order.status)) return null;
  const payment = (await readPaymentsOfOrders(db, [order.id])).get(order.id);
  if (payment?.state !== "requires_action" || !payment.actionUrl) return null;
  return {
    kind: "approve_payment",
    url: payment.actionUrl,
    expiresAt: payment.actionExpiresAt?.toISOString() ?? null,
  };
}

/**
 * One of the actor's orders, with lines, totals and timeline. `key` is the signature of a mailed link and opens the order to
 * whoever holds it. An order that is not his is as if it did not exist: `not_found`.
 */
export async function getOrder(
  deps: OrderReadDeps,
  actor: Actor,
  request: { readonly number: OrderNumber; readonly key?: string | undefined },
): Promise<Order> {
  const { number, key } = request;
  const keyFits = key !== undefined && isOrderKey(deps.settings.linkSecrets, number, key);
  const order = await selectOrder(deps.db, number, keyFits ? { kind: "anyone" } : ownerViewer(actor));
  if (!order) throw new AppError("not_found");
  return showOrder(order, await actionOf(deps.db, order));
}

function showOrder(order: OrderView, action: Order["action"]): Order {
  const { id: _id, inCancelWindow, returnRequested, createdAt, timeline, lines, ...stored } = order;
  return {
    ...stored,
    settled: isSettled(order.status),
    createdAt: createdAt.toISOString(),
    lines,
    action,
    // A checkout that still runs can always be turned around.
    cancellable: mayMove(order.status, "cancelled") && (!isSettled(order.status) || inCancelWindow),
    returnable: isReturnable(order.status) && !returnRequested,
    timeline: timeline.map(({ seq, type, at, message }) => ({ seq, type, at: new Date(at).toISOString(), message })),
  };
}
