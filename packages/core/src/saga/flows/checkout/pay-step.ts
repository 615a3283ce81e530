import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { ChargeOutcome, PaymentGateways } from "../../../kernel/payment-gateway.ts";
import { derivePaymentStatus } from "../../../payments/derive-payment-status.ts";
import { openPayments } from "../../../payments/open-payments.ts";
import type { Payment } from "../../../payments/payment.ts";
import { isOpen } from "../../../payments/payment-state.ts";
import { readPaymentsOfOrders } from "../../../payments/read-payments.ts";
import { recordOutcomes } from "../../../payments/record-outcomes.ts";
import { cancelCharge, lookUpCharge, requestCharge } from "../../../payments/request-charge.ts";
import {
  type CallOutcome,
  type BeginResult,
  type LockedSaga,
  remoteAction,
  type SagaStep,
  type StepResult,
  type StepResults,
} from "../../engine/definition.ts";
import { refundKeyOf } from "../refund/refund-key.ts";
import {
  callRefund,
  beginRefund,
  type Failure,
  failureOf,
  paymentEffects,
  recordRefunds,
  type RefundCallResult,
  type RefundCall,
} from "../refund/request-refunds.ts";
import { holdLeftMs, refusal, resultOf } from "./payment-result.ts";

/** A call about a charge: make it, find its state, or cancel it. */
interface ChargeCall {
  readonly kind: "charge" | "find" | "cancel";
  readonly payment: Payment;
  /** Whether the charge may exist already. */
  readonly mayExist: boolean;
}

type ChargeCallResult =
  | { readonly kind: "outcome"; readonly outcome: ChargeOutcome }
  | { readonly kind: "failure"; readonly failure: Failure };

/** Opens the payments, or finds them as they are, and decides what to call for each. */
async function begin(
  tx: Tx,
  sagas: readonly LockedSaga[],
): Promise<Map<LockedSaga["saga"]["id"], BeginResult<ChargeCall>>> {
  const payments = await openPayments(
    tx,
    sagas.map(({ saga, order }) => {
      if (!saga.data.payment) throw new Error(`saga ${saga.id} has no payment token`);
      return {
        orderId: order.id,
        orderNumber: order.number,
        sagaId: saga.id,
        ...saga.data.payment,
        amountMinor: order.totalMinor,
        giftCardMinor: order.giftCardMinor,
        currency: order.currency,
        traceparent: saga.traceparent,
      };
    }),
  );
  const begun = new Map<LockedSaga["saga"]["id"], BeginResult<ChargeCall>>();
  const expired: Payment[] = [];
  sagas.forEach((locked, index) => {
    const payment = payments[index];
    if (!payment) return;
    const mayExist = locked.saga.data.chargeMayExist ?? false;
    if (!isOpen(payment.state)) {
      begun.set(locked.saga.id, { kind: "settled", result: resultOf(locked, payment, payment) });
    } else if (holdLeftMs(locked) <= 0 && payment.state === "intent" && !mayExist) {
      expired.push(payment);
      begun.set(locked.saga.id, { kind: "settled", result: refusal("payment_expired", "voided") });
    } else {
      const kind = holdLeftMs(locked) <= 0 ? "cancel" : payment.state === "intent" ? "charge" : "find";
      begun.set(locked.saga.id, { kind: "call", request: { kind, payment, mayExist }, data: { chargeMayExist: true } });
    }
  });
  // The provider was never called for these, so they can be voided without a call.
  await recordOutcomes(tx, expired.map(voidedUnseen));
  return begun;
}

const voidedUnseen = (payment: Payment) => ({
  paymentId: payment.id,
  outcome: { kind: "voided", providerRef: null } as const,
});

async function call(gateways: PaymentGateways, request: ChargeCall): Promise<ChargeCallResult> {
  const { payment, kind } = request;
  try {
    if (kind === "cancel") return { kind: "outcome", outcome: await cancelCharge(gateways, payment) };
    const found = kind === "find" ? await lookUpCharge(gateways, payment) : null;
    // A provider that never saw the charge gets it now, with the idempotency key it would have had.
    return { kind: "outcome", outcome: found ?? (await requestCharge(gateways, payment)) };
  } catch (error) {
    return { kind: "failure", failure: failureOf(error) };
  }
}

/** A call that timed out leaves the charge open: the provider may have made it. */
function outcomeOf(response: ChargeCallResult): ChargeOutcome | null {
  if (response.kind === "outcome") return response.outcome;
  return response.failure.reason === "payment_timeout" ? { kind: "pending", providerRef: null } : null;
}

async function record(tx: Tx, calls: readonly CallOutcome<ChargeCall, ChargeCallResult>[]): Promise<StepResults> {
  const outcomes = calls.flatMap(({ request, response }) => {
    const outcome = outcomeOf(response);
    return outcome ? [{ paymentId: request.payment.id, outcome }] : [];
  });
  const recorded = new Map((await recordOutcomes(tx, outcomes)).map(({ payment }) => [payment.id, payment]));
  return new Map(
    calls.map(({ locked, request, response }): [LockedSaga["saga"]["id"], StepResult] => {
      const payment = recorded.get(request.payment.id);
      if (payment) return [locked.saga.id, resultOf(locked, payment, request.payment)];
      const failure =
        response.kind === "failure" ? response.failure : { reason: "internal" as const, error: "no outcome" };
      // When service was refused this call charged nothing. An earlier call may still have.
      const data = failure.reason === "payment_unavailable" ? { data: { chargeMayExist: request.mayExist } } : {};
      return [locked.saga.id, { kind: "retry", ...failure, ...data }];
    }),
  );
}

type UndoCall = ChargeCall | RefundCall;
type UndoCallResult = ChargeCallResult | RefundCallResult;

/** Refunds a captured charge and cancels one that may still be captured. */
async function beginUndo(
  tx: Tx,
  sagas: readonly LockedSaga[],
): Promise<Map<LockedSaga["saga"]["id"], BeginResult<UndoCall>>> {
  const payments = await readPaymentsOfOrders(
    tx,
    sagas.map(({ order }) => order.id),
  );
  const unseen: Payment[] = [];
  const begun = new Map<LockedSaga["saga"]["id"], BeginResult<UndoCall>>();
  for (const locked of sagas) {
    const { saga, order } = locked;
    const payment = payments.get(order.id);
    const mayExist = saga.data.chargeMayExist ?? false;
    if (payment?.state === "captured" || payment?.state === "partially_refunded") {
      const intent = { key: refundKeyOf(saga), reason: saga.failure ?? "order cancelled" };
      begun.set(saga.id, await beginRefund(tx, { locked, paymentId: payment.id, ...intent }));
    } else if (payment && isOpen(payment.state) && (payment.state !== "intent" || mayExist)) {
      begun.set(saga.id, { kind: "call", request: { kind: "cancel", payment, mayExist } });
    } else if (payment?.state === "intent") {
      unseen.push(payment);
      begun.set(saga.id, { kind: "settled", result: { kind: "done", to: { paymentStatus: "voided" } } });
    } else {
      const effects = payment ? paymentEffects(locked, payment) : {};
      begun.set(saga.id, { kind: "settled", result: { kind: "done", ...effects } });
    }
  }
  await recordOutcomes(tx, unseen.map(voidedUnseen));
  return begun;
}

async function recordUndo(tx: Tx, outcomes: readonly CallOutcome<UndoCall, UndoCallResult>[]): Promise<StepResults> {
  const results: StepResults = new Map();
  for (const { locked, request, response, stale } of outcomes) {
    if (request.kind === "refund" && response.kind === "refund") {
      const { result } = await recordRefunds(tx, { locked, request, response, stale });
      results.set(locked.saga.id, result);
    } else if (request.kind !== "refund" && response.kind !== "refund") {
      results.set(locked.saga.id, await recordCancel(tx, request, response));
    }
  }
  return results;
}

/** A charge that was captured after all is refunded by the next run of this undo. */
async function recordCancel(tx: Tx, request: ChargeCall, response: ChargeCallResult): Promise<StepResult> {
  if (response.kind === "failure") return { kind: "retry", ...response.failure };
  const [recorded] = await recordOutcomes(tx, [{ paymentId: request.payment.id, outcome: response.outcome }]);
  if (!recorded || isOpen(recorded.payment.state)) {
    const state = recorded?.payment.state ?? "unknown";
    return { kind: "retry", reason: "payment_timeout", error: `the charge is still ${state}` };
  }
  const to = { paymentStatus: derivePaymentStatus(recorded.payment) };
  return { kind: recorded.payment.state === "captured" ? "again" : "done", to };
}

/** Takes the payment. Its undo refunds it, or makes sure that it is never taken. */
export const payStep: SagaStep = {
  name: "pay",
  do: { command: "payment.process", action: remoteAction({ begin, call, record }) },
  undo: {
    command: "payment.refund",
    action: remoteAction<UndoCall, UndoCallResult>({
      begin: beginUndo,
      call: (gateways, request) =>
        request.kind === "refund" ? callRefund(gateways, request) : call(gateways, request),
      record: recordUndo,
    }),
  },
  exhausted: { type: "payment.failed", message: getTranslations("orderUpdates")("paymentUnreachable") },
};
