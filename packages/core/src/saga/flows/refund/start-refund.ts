import type { OrderId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { lockOrders } from "../../../orders/move-orders.ts";
import { listWaitingRefunds } from "../../../payments/list-waiting-refunds.ts";
import { startSaga } from "../../engine/start-saga.ts";
import { lockUnfinishedSaga } from "../../engine/unfinished-sagas.ts";
import { REFUND } from "../definitions.ts";

interface RefundRequest {
  readonly orderId: OrderId;
  /** In minor units. Without it, everything that is left. */
  readonly amountMinor?: number;
  readonly reason: string;
}

/** Starts a refund saga unless the order has an unfinished saga. */
async function begin(tx: Tx, { orderId, amountMinor, reason }: RefundRequest): Promise<boolean> {
  if (await lockUnfinishedSaga(tx, orderId)) return false;
  if (!(await lockOrders(tx, [orderId])).has(orderId)) throw new AppError("not_found");
  await startSaga(tx, REFUND, {
    orderId,
    data: { reason: reason.slice(0, 200), ...(amountMinor === undefined ? {} : { refundMinor: amountMinor }) },
    traceparent: null,
  });
  return true;
}

/**
 * Starts a refund in full or in part, without cancelling the order. The caller has checked the permission and audits it.
 * Throws `illegal_transition` while the order has an unfinished saga, and `not_found`. The payment checks that the amount is
 * not more than is left; a refund beyond it leaves the saga stuck, for a person to see.
 * @public The flow is complete; refunds by staff will be the first caller.
 */
export async function startRefund(deps: Deps, request: RefundRequest): Promise<void> {
  const begun = await inTransaction(deps.db, (tx) => begin(tx, request));
  if (!begun) throw new AppError("illegal_transition");
  deps.nudgeRelay();
}

/** Starts sagas for refunds that were opened without one: charges that were captured too late. Bounded. Returns how many. */
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
