import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Payment } from "../../../payments/payment.ts";
import { isOpen } from "../../../payments/payment-state.ts";
import { readPaymentsOfOrders } from "../../../payments/read-payments.ts";
import {
  type CallOutcome,
  type BeginResult,
  type LockedSaga,
  remoteAction,
  type SagaStep,
  type StepResults,
} from "../../engine/definition.ts";
import { refundKeyOf } from "./refund-key.ts";
import { callRefund, beginRefund, recordRefunds, type RefundCallResult, type RefundCall } from "./request-refunds.ts";

/** The order counted as paid, and no money was ever taken. */
const corrected = (payment: Payment | undefined) => ({
  to: { paymentStatus: payment?.state === "declined" ? ("failed" as const) : ("voided" as const) },
  events: [{ type: "payment.corrected" as const, message: getTranslations("orderUpdates")("corrected") }],
});

async function begin(
  tx: Tx,
  sagas: readonly LockedSaga[],
): Promise<Map<LockedSaga["saga"]["id"], BeginResult<RefundCall>>> {
  const payments = await readPaymentsOfOrders(
    tx,
    sagas.map(({ order }) => order.id),
  );
  const begun = new Map<LockedSaga["saga"]["id"], BeginResult<RefundCall>>();
  for (const locked of sagas) {
    const { saga, order } = locked;
    const payment = payments.get(order.id);
    if (
      !payment ||
      payment.amountMinor === 0 ||
      payment.state === "declined" ||
      payment.state === "voided" ||
      isOpen(payment.state)
    ) {
      const isWrong = order.state.paymentStatus === "paid" && order.totalMinor > 0;
      begun.set(saga.id, { kind: "settled", result: { kind: "done", ...(isWrong ? corrected(payment) : {}) } });
      continue;
    }
    const amount = saga.data.refundMinor === undefined ? {} : { amountMinor: saga.data.refundMinor };
    const intent = { key: refundKeyOf(saga), reason: saga.data.reason ?? "refund", ...amount };
    begun.set(saga.id, await beginRefund(tx, { locked, paymentId: payment.id, ...intent }));
  }
  return begun;
}

async function record(tx: Tx, outcomes: readonly CallOutcome<RefundCall, RefundCallResult>[]): Promise<StepResults> {
  const results: StepResults = new Map();
  for (const outcome of outcomes) {
    const { saga } = outcome.locked;
    const { result } = await recordRefunds(tx, outcome);
    results.set(saga.id, saga.kind === "refund" ? { ...result, mail: "refunded" } : result);
  }
  return results;
}

/** Refunds a payment, in full or in part. It has no undo: it is retried until it is done. */
export const refundStep: SagaStep = {
  name: "refund",
  do: {
    command: "payment.refund",
    action: remoteAction<RefundCall, RefundCallResult>({ begin, call: callRefund, record }),
  },
  undo: null,
};
