import type { PaymentId } from "@cartwright/contracts/ids";
import { formatMoney } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { isAppError } from "../../../kernel/app-error.ts";
import type { PaymentGateways } from "../../../kernel/payment-gateway.ts";
import type { Payment, Refund } from "../../../payments/payment.ts";
import { derivePaymentStatus } from "../../../payments/derive-payment-status.ts";
import { readRefunds } from "../../../payments/read-payments.ts";
import { openRefund, recordRefund, requestRefund } from "../../../payments/refund-payment.ts";
import type { CallOutcome, BeginResult, LockedSaga, StepResult } from "../../engine/definition.ts";

/** A call to refund one payment, in one or more refunds. */
export interface RefundCall {
  readonly kind: "refund";
  readonly payment: Payment;
  readonly refunds: readonly Refund[];
}

export interface RefundCallResult {
  readonly kind: "refund";
  readonly made: readonly { readonly refundId: string; readonly providerRef: string }[];
  /** Why the remaining refunds were not made. */
  readonly failure: Failure | null;
}

export interface Failure {
  readonly reason: "payment_unavailable" | "payment_timeout" | "internal";
  readonly error: string;
}

/** The failure of a provider call, for the journal. It never contains the token: errors do not carry requests. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (isAppError(error, "payment_timeout")) return { reason: "payment_timeout", error: message };
  if (isAppError(error, "payment_unavailable")) return { reason: "payment_unavailable", error: message };
  return { reason: "internal", error: message };
}

/** A refund to begin. Without `amountMinor`, everything that is left; `key` is the same for all attempts. */
interface RefundToBegin {
  readonly locked: LockedSaga;
  readonly paymentId: PaymentId;
  readonly key: string;
  readonly amountMinor?: number;
  readonly reason: string;
}

/**
 * Writes the intent to refund: the refund with this key, and any that was opened earlier and is still waiting (a late capture
 * opens its own). If nothing is left to request, the result brings the order in line with its payment.
 */
export async function beginRefund(tx: Tx, intent: RefundToBegin): Promise<BeginResult<RefundCall>> {
  const { payment, refund } = await openRefund(tx, {
    paymentId: intent.paymentId,
    idempotencyKey: intent.key,
    reason: intent.reason,
    ...(intent.amountMinor === undefined ? {} : { amountMinor: intent.amountMinor }),
  });
  const waiting = (await readRefunds(tx, payment)).filter(({ id, state }) => state === "intent" && id !== refund?.id);
  const refunds = [...(refund?.state === "intent" ? [refund] : []), ...waiting];
  if (refunds.length === 0)
    return { kind: "settled", result: { kind: "done", ...paymentEffects(intent.locked, payment) } };
  return { kind: "call", request: { kind: "refund", payment, refunds } };
}

/** Requests the refunds one after the other. Those made before a failure are kept. */
export async function callRefund(gateways: PaymentGateways, request: RefundCall): Promise<RefundCallResult> {
  const made: { refundId: string; providerRef: string }[] = [];
  for (const refund of request.refunds) {
    try {
      const { providerRef } = await requestRefund(gateways, request.payment, refund);
      made.push({ refundId: refund.id, providerRef });
    } catch (error) {
      return { kind: "refund", made, failure: failureOf(error) };
    }
  }
  return { kind: "refund", made, failure: null };
}

/** Records the refunds that were made. The result brings the order's refunded amount and status in line with its payment. */
export async function recordRefunds(
  tx: Tx,
  outcome: CallOutcome<RefundCall, RefundCallResult>,
): Promise<{ readonly result: StepResult; readonly payment: Payment }> {
  const { locked, request, response } = outcome;
  let payment = request.payment;
  for (const { refundId, providerRef } of response.made) {
    ({ payment } = await recordRefund(tx, { paymentId: payment.id, refundId, providerRef }));
  }
  const effects = paymentEffects(locked, payment);
  if (response.failure) {
    return {
      payment,
      result: { kind: "retry", ...effects, reason: response.failure.reason, error: response.failure.error },
    };
  }
  return { payment, result: { kind: "done", ...effects } };
}

/**
 * Brings the order in line with its payment. The payment may have moved without the order: by a webhook during compensation,
 * or by a refund whose response was stale.
 */
export function paymentEffects(
  locked: LockedSaga,
  payment: Payment,
): Pick<StepResult, "to" | "events" | "refundedMinor"> {
  const to = { paymentStatus: derivePaymentStatus(payment) };
  const refundedMinor = payment.refundedMinor - locked.order.refundedMinor;
  if (refundedMinor <= 0) return { to };
  const amount = formatMoney(refundedMinor, payment.currency);
  return {
    to,
    refundedMinor,
    events: [{ type: "payment.refunded", message: getTranslations("orderUpdates")("refunded", { amount }) }],
  };
}
