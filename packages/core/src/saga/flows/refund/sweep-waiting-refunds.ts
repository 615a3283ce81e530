import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../../kernel/deps.ts";
import { lockOrders } from "../../../orders/move-orders.ts";
import { listWaitingRefunds, type WaitingRefund } from "../../../payments/list-waiting-refunds.ts";
import { startSaga } from "../../engine/start-saga.ts";
import { lockUnfinishedSaga } from "../../engine/unfinished-sagas.ts";
import { REFUND } from "../definitions.ts";

/** Starts the saga of one waiting refund, unless its order has an unfinished saga. */
async function begin(tx: Tx, { orderId, amountMinor, idempotencyKey }: WaitingRefund): Promise<boolean> {
  if (await lockUnfinishedSaga(tx, orderId)) return false;
  if (!(await lockOrders(tx, [orderId])).has(orderId)) return false;
  const data = { reason: "captured too late", refundMinor: amountMinor, refundKey: idempotencyKey };
  await startSaga(tx, REFUND, { orderId, data, traceparent: null });
  return true;
}

/** Starts sagas for refunds that were opened without one: charges that were captured too late. Bounded. Returns how many. */
export async function sweepWaitingRefunds(deps: Deps, limit: number): Promise<number> {
  const waiting = await listWaitingRefunds(deps.db, { olderThanMs: 1_000, limit });
  let started = 0;
  for (const refund of waiting) {
    const begun = await inTransaction(deps.db, (tx) => begin(tx, refund));
    if (begun) started += 1;
  }
  if (started > 0) deps.nudgeRelay();
  return started;
}
