import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import { CANCEL_WINDOW_SECONDS, isCancellable } from "@cartwright/contracts/order-status";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { findOwnOrder } from "../../../orders/find-own-order.ts";
import { type LockedOrder, lockOrders, moveOrders } from "../../../orders/move-orders.ts";
import { compensateSaga } from "../../engine/compensate-saga.ts";
import { isOpen } from "../../engine/saga.ts";
import { startSaga } from "../../engine/start-saga.ts";
import { lockUnfinishedSaga } from "../../engine/unfinished-sagas.ts";
import { CANCELLATION, SAGAS } from "../definitions.ts";
import { cancelGiftCards } from "./cancel-gift-cards.ts";
import { cancelledMessage } from "./cancelled-message.ts";

const REASON_LENGTH_MAX = 200;

interface Cancellation {
  readonly orderId: OrderId;
  readonly by: "shopper" | "staff";
  readonly reason: string;
  /** Runs in the transaction that cancels the order. Skipped when the order is cancelled already. */
  readonly also?: (tx: Tx) => Promise<void>;
}

/**
 * Cancels one of the actor's own orders. A running checkout compensates; for a confirmed order a cancellation saga refunds
 * the payment and restocks. Idempotent. Errors: `not_found`, `cancel_window_closed` (an hour after placing, or once something
 * has shipped), `illegal_transition` (our team is already looking at it, or a gift card that was bought has been used).
 */
export async function cancelOrder(deps: Deps, actor: Actor, number: OrderNumber): Promise<void> {
  const orderId = await findOwnOrder(deps.db, actor, number);
  await cancel(deps, { orderId, by: "shopper", reason: "cancelled_by_shopper" });
}

/** The same for staff: any order, until something has shipped. The caller has checked the permission; `also` audits it. */
export async function cancelOrderAsStaff(
  deps: Deps,
  order: Pick<Cancellation, "orderId" | "reason"> & Required<Pick<Cancellation, "also">>,
): Promise<void> {
  await cancel(deps, { ...order, by: "staff" });
}

async function cancel(deps: Deps, cancellation: Cancellation): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    // Sagas are locked before orders, as everywhere.
    const saga = await lockUnfinishedSaga(tx, cancellation.orderId);
    const order = (await lockOrders(tx, [cancellation.orderId])).get(cancellation.orderId);
    if (!order) throw new AppError("not_found");
    if (order.state.status === "cancelled" || saga?.state === "compensating") return;
    if (saga && (saga.kind !== "checkout" || !isOpen(saga.state))) throw new AppError("illegal_transition");
    const reason = cancellation.reason.slice(0, REASON_LENGTH_MAX);
    if (saga) {
      const data = { reason, cancelledBy: cancellation.by };
      await compensateSaga(tx, SAGAS, { saga, failure: "cancelled", reason: cancellation.reason, data });
    } else await cancelConfirmed(tx, order, { ...cancellation, reason });
    await cancellation.also?.(tx);
  });
  deps.nudgeRelay();
}

/**
 * Marks a confirmed order as cancelled at once, so that no one packs it, and leaves the rest to a saga. `isUnpaid`: no money was
 * ever taken for it. The order is locked and no saga of it is running. Throws as {@link cancelOrder}.
 */
export async function cancelConfirmed(
  tx: Tx,
  order: LockedOrder,
  { by, reason, isUnpaid = false }: Pick<Cancellation, "by" | "reason"> & { readonly isUnpaid?: boolean },
): Promise<void> {
  const late = by === "shopper" && order.ageSeconds >= CANCEL_WINDOW_SECONDS;
  if (!isCancellable(order.state) || late) {
    throw new AppError(by === "shopper" ? "cancel_window_closed" : "illegal_transition");
  }
  await cancelGiftCards(tx, order, "all");
  const t = getTranslations("orderUpdates");
  const moneyBack = order.totalMinor > order.refundedMinor ? t("moneyBack") : "";
  const money = isUnpaid ? t("notCharged") : moneyBack;
  await moveOrders(tx, [
    {
      orderId: order.id,
      from: order.state,
      to: { status: "cancelled" },
      events: [{ type: "order.cancelled", message: cancelledMessage(by, money) }],
      cancelReason: reason,
    },
  ]);
  await startSaga(tx, CANCELLATION, { orderId: order.id, data: { reason }, traceparent: null });
}
