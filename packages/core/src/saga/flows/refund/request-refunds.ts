import { formatMoney } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { isAppError } from "../../../kernel/app-error.ts";
import type { PaymentGateways } from "../../../kernel/payment-gateway.ts";
import type { Payment, Refund } from "../../../payments/payment.ts";
import { readRefunds } from "../../../payments/read-payments.ts";
import { openRefund, recordRefund, requestRefund } from "../../../payments/refund-payment.ts";
import type { CallOutcome, BeginResult, LockedSaga, StepResult } from "../../engine/definition.ts";

/** Refunds of one payment that the provider is to make. */
export interface RefundCall {
  readonly kind: "refund";
  readonly payment: Payment;
  readonly refunds: readonly Refund[];
}

export interface RefundCallResult {
  readonly kind: "refund";
  readonly made: readonly { readonly refundId: string; readonly providerRef: string }[];
  /** Why the rest was not made. */
  readonly failure: Failure | null;
}

export interface Failure {
  readonly reason: "payment_unavailable" | "payment_timeout" | "internal";
  readonly error: string;
}

/** What went wrong with a call to a provider, in the words of the journal. Never the token: errors do not carry requests. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (isAppError(error, "payment_timeout")) return { reason: "payment_timeout", error: message };
  if (isAppError(error, "payment_unavailable")) return { reason: "payment_unavailable", error: message };
  return { reason: "internal", error: message };
}

/**
 * Writes down that money is to go back: the refund of this key, and any that was opened before and is still waiting
 * (a charge that was captured too late opens its own).
 */
export async function beginRefund(
  tx: Tx,
  payment: Payment,
  intent: { readonly key: string; readonly amountMinor?: number; readonly reason: string },
): Promise<BeginResult<RefundCall>> {
  const { refund } = await openRefund(tx, {
    paymentId: payment.id,
    idempotencyKey: intent.key,
    reason: intent.reason,
    ...(intent.amountMinor === undefined ? {} : { amountMinor: intent.amountMinor }),
  });
  const waiting = (await readRefunds(tx, payment)).filter(({ id, state }) => state === "intent" && id !== refund?.id);
  const refunds = [...(refund?.state === "intent" ? [refund] : []), ...waiting];
  if (refunds.length === 0) return { kind: "settled", result: { kind: "done" } };
  return { kind: "call", request: { kind: "refund", payment, refunds } };
}

/** Asks for each refund in command; what was made before a failure is kept. */
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

/** Records the refunds that were made. `refundedMinor` of the result brings the order level with its payment. */
export async function recordRefunds(
  tx: Tx,
  answered: CallOutcome<RefundCall, RefundCallResult>,
): Promise<{ readonly result: StepResult; readonly payment: Payment }> {
  const { locked, request, response } = answered;
  let payment = request.payment;
  for (const { refundId, providerRef } of response.made) {
    ({ payment } = await recordRefund(tx, { paymentId: payment.id, refundId, providerRef }));
  }
  const effects = refundEffects(locked, payment);
  if (response.failure) {
    return {
      payment,
      result: { kind: "retry", ...effects, reason: response.failure.reason, error: response.failure.error },
    };
  }
  return { payment, result: { kind: "done", ...effects } };
}

function refundEffects(locked: LockedSaga, payment: Payment): Pick<StepResult, "events" | "refundedMinor"> {
  const refundedMinor = payment.refundedMinor - locked.order.refundedMinor;
  if (refundedMinor <= 0) return {};
  const amount = formatMoney(refundedMinor, payment.currency);
  return {
    refundedMinor,
    events: [{ type: "payment.refunded", message: `We have sent ${amount} back to you.` }],
  };
}
