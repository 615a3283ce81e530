import type { OrderNumber } from "@cartwright/contracts/ids";
import { isCancellable, isReturnable, isSettled, showStatuses } from "@cartwright/contracts/order-status";
import { isErrorReason } from "@cartwright/contracts/error-codes";
import { CheckoutFailure, type Order, type OrderRefund } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Actor } from "../kernel/actor.ts";
import { AppError } from "../kernel/app-error.ts";
import { showEmail } from "../kernel/show-email.ts";
import { formatAddress } from "../places/format-address.ts";
import { listRefunds } from "../payments/list-refunds.ts";
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

/** The refunds of an order. The payment is read only when the timeline says that there are any. */
async function refundsOf(db: Db, { id, timeline, refundNotes }: OrderView): Promise<OrderRefund[]> {
  if (!timeline.some(({ type }) => type === "payment.refund_requested" || type === "payment.refunded")) return [];
  const refunds = await listRefunds(db, id);
  return refunds.map(({ id: refundId, state, amountMinor, createdAt }) => {
    const { taxMinor = 0, shippingMinor = 0, lines = [] } = refundNotes[refundId] ?? {};
    const shown = state === "intent" ? "pending" : state;
    return {
      id: refundId,
      state: shown,
      amountMinor,
      taxMinor,
      shippingMinor,
      createdAt: createdAt.toISOString(),
      lines,
    };
  });
}

/** How many units of a line are refunded, being refunded, or were cancelled without any money to send. */
function refundedUnits(refunds: readonly OrderRefund[], notes: OrderView["refundNotes"], lineId: string): number {
  const failed = new Set(refunds.filter(({ state }) => state === "failed").map(({ id }) => id));
  return Object.entries(notes)
    .filter(([id]) => !failed.has(id))
    .flatMap(([, { lines }]) => lines)
    .reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
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
  const [action, refunds] = await Promise.all([actionOf(deps.db, order), refundsOf(deps.db, order)]);
  return showOrder(order, { action, refunds });
}

/** The engine cancels with an error code; people cancel in their own words, or by `cancelled_by_shopper`. */
export function failureOf(cancelReason: string | null): CheckoutFailure | null {
  if (cancelReason === null || !isErrorReason(cancelReason)) return null;
  return CheckoutFailure.catch("internal").parse(cancelReason);
}

/** A time of a JSON document of Postgres, in UTC. */
const iso = (time: string): string => new Date(time).toISOString();

function showOrder(order: OrderView, { action, refunds }: Pick<Order, "action" | "refunds">): Order {
  const { id: _id, state, cancelReason, inCancelWindow, createdAt, timeline, refundNotes, ...stored } = order;
  const lines = order.lines.map((line) =>
    Object.assign(line, { refundedQuantity: refundedUnits(refunds, refundNotes, line.id) }),
  );
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
    fulfillments: order.fulfillments.map(({ packedAt, shippedAt, deliveredAt, ...parcel }) =>
      Object.assign(parcel, {
        packedAt: iso(packedAt),
        shippedAt: shippedAt && iso(shippedAt),
        deliveredAt: deliveredAt && iso(deliveredAt),
      }),
    ),
    refunds,
    returns: order.returns.map((each) => Object.assign(each, { createdAt: iso(each.createdAt) })),
    timeline: timeline.map(({ at, ...entry }) => Object.assign(entry, { at: iso(at) })),
  };
}
