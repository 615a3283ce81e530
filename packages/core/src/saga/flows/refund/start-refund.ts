import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { newId } from "../../../kernel/ids.ts";
import { appendToOutbox } from "../../../outbox/append-to-outbox.ts";
import { lockOrders } from "../../../orders/move-orders.ts";
import { listWaitingRefunds } from "../../../payments/list-waiting-refunds.ts";
import { SILENCE_MS_MAX } from "../../engine/decide-progress.ts";
import { REFUND } from "../definitions.ts";
import { insertSaga, lockUnfinishedSaga } from "../../engine/sagas.sql.ts";

interface RefundRequest {
  readonly orderId: OrderId;
  /** In minor units; without it, all that is left. */
  readonly amountMinor?: number;
  readonly reason: string;
}

/** Starts a refund saga unless another saga of the order is under way. */
async function begin(tx: Tx, wish: RefundRequest): Promise<boolean> {
  const underWay = await lockUnfinishedSaga(tx, wish.orderId);
  if (underWay) return false;
  const order = (await lockOrders(tx, [wish.orderId])).get(wish.orderId);
  if (!order) throw new AppError("not_found");
  const sagaId = newId<SagaId>();
  await insertSaga(tx, {
    id: sagaId,
    orderId: wish.orderId,
    kind: REFUND.kind,
    version: REFUND.version,
    step: "refund",
    done: null,
    data: {
      reason: wish.reason.slice(0, 200),
      ...(wish.amountMinor === undefined ? {} : { refundMinor: wish.amountMinor }),
    },
    traceparent: null,
    wakeInMs: SILENCE_MS_MAX,
  });
  await appendToOutbox(tx, [
    { name: "payment.refund", key: wish.orderId, payload: { orderId: wish.orderId, sagaId, version: 1 } },
  ]);
  return true;
}

/**
 * Starts giving money back, in full or in part, without taking back the order. The caller has checked the permission and
 * audits it. Throws `illegal_transition` while another saga of the order is under way, `not_found`. That the amount is not
 * more than is left is checked by the payment, and a refund beyond it leaves the saga stuck for a person to see.
 */
export async function startRefund(deps: Deps, wish: RefundRequest): Promise<void> {
  const begun = await inTransaction(deps.db, (tx) => begin(tx, wish));
  if (!begun) throw new AppError("illegal_transition");
  deps.nudgeRelay();
}

/** Starts sagas for refunds that were opened and that no saga makes: charges that were captured too late. Bounded. */
export async function sweepWaitingRefunds(deps: Deps, limit: number): Promise<number> {
  const orderIds = await listWaitingRefunds(deps.db, { olderThanMs: 1_000, limit });
  let started = 0;
  for (const orderId of orderIds) {
    const begun = await inTransaction(deps.db, (tx) => begin(tx, { orderId, reason: "captured too late" }));
    if (begun) started += 1;
  }
  if (started > 0) deps.nudgeRelay();
  return started;
}
