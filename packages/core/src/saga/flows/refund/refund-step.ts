import { mayMove } from "@cartwright/contracts/order-status";
import type { Tx } from "@cartwright/db/transaction";
import { derivedId } from "../../../payments/ledger.ts";
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
import { callRefund, beginRefund, recordRefunds, type RefundCallResult, type RefundCall } from "./request-refunds.ts";

async function begin(
  tx: Tx,
  lockedSagas: readonly LockedSaga[],
): Promise<Map<LockedSaga["saga"]["id"], BeginResult<RefundCall>>> {
  const payments = await readPaymentsOfOrders(
    tx,
    lockedSagas.map(({ order }) => order.id),
  );
  const begun = new Map<LockedSaga["saga"]["id"], BeginResult<RefundCall>>();
  for (const { saga, order } of lockedSagas) {
    const payment = payments.get(order.id);
    if (
      !payment ||
      payment.amountMinor === 0 ||
      payment.state === "declined" ||
      payment.state === "voided" ||
      isOpen(payment.state)
    ) {
      begun.set(saga.id, { kind: "settled", result: { kind: "done" } });
      continue;
    }
    const amount = saga.data.refundMinor === undefined ? {} : { amountMinor: saga.data.refundMinor };
    const intent = { key: derivedId("saga refund", saga.id), reason: saga.data.reason ?? "refund", ...amount };
    begun.set(saga.id, await beginRefund(tx, payment, intent));
  }
  return begun;
}

/** Moves the order to where its refunds put it, if that is a move at all: a cancelled order stays cancelled. */
async function record(tx: Tx, outcomes: readonly CallOutcome<RefundCall, RefundCallResult>[]): Promise<StepResults> {
  const results: StepResults = new Map();
  for (const answered of outcomes) {
    const { saga, order } = answered.locked;
    const { result, payment } = await recordRefunds(tx, answered);
    const status = payment.refundedMinor >= payment.amountMinor ? "refunded" : "partially_refunded";
    const mail = saga.kind === "refund" ? { mail: "refunded" as const } : {};
    results.set(
      saga.id,
      result.kind === "done" && mayMove(order.status, status) ? { ...result, ...mail, status } : { ...result, ...mail },
    );
  }
  return results;
}

/** Send money back, in full or in part. Nothing undoes it: it is tried until it is done. */
export const refundStep: SagaStep = {
  name: "refund",
  do: {
    command: "payment.refund",
    action: remoteAction<RefundCall, RefundCallResult>({ begin, call: callRefund, record }),
  },
  undo: null,
};
