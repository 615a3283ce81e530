import type { OrderNumber } from "@cartwright/contracts/ids";
import { isCancellable, isReturnable, isSettled, showStatuses } from "@cartwright/contracts/order-status";
import { isErrorReason } from "@cartwright/contracts/error-codes";
import { CheckoutFailure, type Order } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { showEmail } from "../kernel/show-email.ts";
import { formatAddress } from "../places/format-address.ts";
import { readPaymentsOfOrders } from "../payments/read-payments.ts";
import { type OrderView, selectOrder } from "./order-reads.sql.ts";
import { ownerViewer } from "./order-viewer.ts";

/** What the shopper has to do next. The provider's page is looked up only while the timeline says that the order waits for it. */
async function actionOf(db: Db, order: OrderView): Promise<Order["action"]> {
  const asked = order.timeline.some((entry) => entry.type === "payment.action_required");
  if (!asked || isSettled(order.state.status)) return null;
  const payment = (await readPaymentsOfOrders(db, [order.id])).get(order.id);
  if (payment?.state !== "requires_action" || !payment.actionUrl) return null;
  return {
    kind: "approve_payment",
    url: payment.actionUrl,
    expiresAt: payment.actionExpiresAt?.toISOString() ?? null,
  };
}

/**
 * One of the actor's orders, with lines, totals and timeline. Throws `not_found` for an order that does not exist or belongs to
 * someone else.
 */
export async function getOrder(
  deps: { readonly db: Db },
  actor: Actor,
  { number }: { readonly number: OrderNumber },
): Promise<Order> {
  const order = await selectOrder(deps.db, number, ownerViewer(actor));
  if (!order) throw new AppError("not_found");
  return showOrder(order, await actionOf(deps.db, order));
}

/** The engine cancels with an error code; people cancel in their own words, or by `cancelled_by_shopper`. */
export function failureOf(cancelReason: string | null): CheckoutFailure | null {
  if (cancelReason === null || !isErrorReason(cancelReason)) return null;
  return CheckoutFailure.catch("internal").parse(cancelReason);
}

function showOrder(order: OrderView, action: Order["action"]): Order {
  const { id: _id, state, cancelReason, inCancelWindow, returns, createdAt, timeline, lines, ...stored } = order;
  const settled = isSettled(state.status);
  return {
    ...stored,
    email: showEmail(stored.email),
    shippingAddressLines: stored.shippingAddress ? formatAddress(stored.shippingAddress) : [],
    ...showStatuses(state),
    settled,
    createdAt: createdAt.toISOString(),
    lines,
    action,
    failure: failureOf(cancelReason),
    // A checkout that is still running can always be compensated.
    cancellable: isCancellable(state) && (!settled || inCancelWindow),
    returnable: isReturnable(state) && lines.some((line) => line.returnableQuantity > 0),
    returns: returns.map((each) => Object.assign(each, { createdAt: new Date(each.createdAt).toISOString() })),
    timeline: timeline.map(({ at, ...entry }) => Object.assign(entry, { at: new Date(at).toISOString() })),
  };
}
