import type { OrderId, OrderNumber, SagaId } from "@cartwright/contracts/ids";
import { CANCEL_WINDOW_SECONDS, isCancellable, mayMove } from "@cartwright/contracts/order-status";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { newId } from "../../../kernel/ids.ts";
import { appendToOutbox } from "../../../outbox/append-to-outbox.ts";
import { findOwnOrder } from "../../../orders/find-own-order.ts";
import { type LockedOrder, lockOrders, moveOrders } from "../../../orders/move-orders.ts";
import { cancelledMessage } from "./cancelled-message.ts";
import { SILENCE_MS_MAX, startCompensation } from "../../engine/decide-progress.ts";
import { definitionOf } from "../../engine/definition.ts";
import { CANCELLATION, SAGAS } from "../definitions.ts";
import { isOpen, type Saga } from "../../engine/saga.ts";
import { advanceSagas, insertSaga, lockUnfinishedSaga } from "../../engine/sagas.sql.ts";

interface Cancellation {
  readonly orderId: OrderId;
  readonly by: "shopper" | "staff";
  readonly reason: string;
  /** Commits together with the cancellation, if there is one to make. */
  readonly also?: (tx: Tx) => Promise<void>;
}

/**
 * Cancels one of the actor's own orders. While its checkout runs, the checkout runnable around; once it is confirmed, a
 * cancellation saga gives back money and stock. Idempotent. Errors: `not_found`, `cancel_window_closed` (an hour after
 * placing, or once it was sent), `illegal_transition` (our team is already looking at it).
 */
export async function cancelOrder(deps: Deps, actor: Actor, number: OrderNumber): Promise<void> {
  const orderId = await findOwnOrder(deps.db, actor, number);
  await cancel(deps, { orderId, by: "shopper", reason: "cancelled by the shopper" });
}

/** The same for staff: any order, at any time until it is sent. The caller has checked the permission; `also` audits it. */
export async function cancelOrderAsStaff(
  deps: Deps,
  order: Pick<Cancellation, "orderId" | "reason"> & Required<Pick<Cancellation, "also">>,
): Promise<void> {
  await cancel(deps, { ...order, by: "staff" });
}

async function cancel(deps: Deps, cancellation: Cancellation): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    // Sagas before orders, as everywhere.
    const saga = await lockUnfinishedSaga(tx, cancellation.orderId);
    const order = (await lockOrders(tx, [cancellation.orderId])).get(cancellation.orderId);
    if (!order) throw new AppError("not_found");
    if (order.status === "cancelled" || saga?.state === "compensating") return;
    if (saga && (saga.kind !== "checkout" || !isOpen(saga.state))) throw new AppError("illegal_transition");
    if (saga) await turnBack(tx, saga, cancellation);
    else await cancelConfirmed(tx, order, cancellation);
    await cancellation.also?.(tx);
  });
  deps.nudgeRelay();
}

/** The checkout still runs: it undoes itself from wherever it is. */
async function turnBack(tx: Tx, saga: Saga, { by, reason }: Cancellation): Promise<void> {
  const place = startCompensation(definitionOf(SAGAS, saga), saga);
  await advanceSagas(tx, [
    {
      id: saga.id,
      state: place.state,
      step: place.step,
      attempts: 0,
      wakeInMs: SILENCE_MS_MAX,
      failure: "cancelled",
      lastError: null,
      data: { reason: reason.slice(0, 200), cancelledBy: by },
      journal: {
        step: saga.step,
        direction: "do",
        attempt: saga.attempts + 1,
        outcome: "refused",
        startedAt: null,
        error: reason,
        payload: null,
      },
    },
  ]);
  if (!place.next) return;
  await appendToOutbox(tx, [
    {
      name: place.next.command,
      key: saga.orderId,
      payload: { orderId: saga.orderId, sagaId: saga.id, version: 1 },
      traceparent: saga.traceparent,
    },
  ]);
}

/** The order was confirmed: it is marked cancelled at once, so that nobody packs it, and a saga does the rest. */
async function cancelConfirmed(tx: Tx, order: LockedOrder, { by, reason }: Cancellation): Promise<void> {
  if (!mayMove(order.status, "cancelled")) {
    throw new AppError(by === "shopper" ? "cancel_window_closed" : "illegal_transition");
  }
  if (by === "shopper" && (!isCancellable(order.status) || order.ageSeconds >= CANCEL_WINDOW_SECONDS)) {
    throw new AppError("cancel_window_closed");
  }
  const money = order.totalMinor > 0 ? "Your money is on its way back." : "";
  await moveOrders(tx, [
    {
      orderId: order.id,
      from: order.status,
      to: "cancelled",
      events: [{ type: "order.cancelled", message: cancelledMessage(by, money) }],
      cancelReason: reason,
    },
  ]);
  const sagaId = newId<SagaId>();
  await insertSaga(tx, {
    id: sagaId,
    orderId: order.id,
    kind: CANCELLATION.kind,
    version: CANCELLATION.version,
    step: "refund",
    done: "mark",
    data: { reason: reason.slice(0, 200) },
    traceparent: null,
    wakeInMs: SILENCE_MS_MAX,
  });
  await appendToOutbox(tx, [
    { name: "payment.refund", key: order.id, payload: { orderId: order.id, sagaId, version: 1 } },
  ]);
}
