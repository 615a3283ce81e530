import type { PaymentId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import { refundEntries } from "./ledger.ts";
import { insertLedgerEntries } from "./ledger.sql.ts";
import type { Payment, Refund } from "./payment.ts";
import { holdsMoney, stateAfterRefund } from "./payment-state.ts";
import {
  addRefunded,
  endRefund,
  insertRefunds,
  lockPayments,
  selectRefund,
  selectRefundsOfPayment,
} from "./payments.sql.ts";
import { gatewayOf } from "./request-charge.ts";

export interface RefundIntent {
  readonly paymentId: PaymentId;
  /** In minor units; without it, all that is left. */
  readonly amountMinor?: number;
  /** One key for one refund, through all its attempts. */
  readonly idempotencyKey: string;
  readonly reason: string;
}

async function lockPayment(tx: Tx, id: PaymentId): Promise<Payment> {
  const payment = (await lockPayments(tx, [id])).get(id);
  if (!payment) throw new AppError("not_found");
  return payment;
}

/**
 * Writes down that money is to go back, before the provider is asked. Never more than what was captured less what went or is
 * going back already. The same key answers with the refund it began, as it stands. `refund` is null when all of the money has
 * gone back or is about to (asked for "all that is left"). Throws `illegal_transition` when the provider holds no money or the
 * amount is more than is left.
 */
export async function openRefund(
  tx: Tx,
  intent: RefundIntent,
): Promise<{ readonly payment: Payment; readonly refund: Refund | null }> {
  const payment = await lockPayment(tx, intent.paymentId);
  const refunds = await selectRefundsOfPayment(tx, payment.id);
  const begun = refunds.find((refund) => refund.idempotencyKey === intent.idempotencyKey);
  if (begun) {
    if (intent.amountMinor !== undefined && intent.amountMinor !== begun.amountMinor)
      throw new AppError("idempotency_conflict");
    return { payment, refund: begun };
  }
  const goingBackMinor = refunds.reduce(
    (sum, refund) => (refund.state === "intent" ? sum + refund.amountMinor : sum),
    0,
  );
  const leftMinor = payment.amountMinor - payment.refundedMinor - goingBackMinor;
  if (intent.amountMinor === undefined && leftMinor === 0 && payment.providerRef !== null)
    return { payment, refund: null };
  const amountMinor = intent.amountMinor ?? leftMinor;
  if (!holdsMoney(payment.state) || amountMinor < 1 || amountMinor > leftMinor)
    throw new AppError("illegal_transition");
  const [refund] = await insertRefunds(tx, [
    { id: newId(), paymentId: payment.id, amountMinor, idempotencyKey: intent.idempotencyKey, reason: intent.reason },
  ]);
  // The key belongs to a refund of another payment.
  if (!refund) throw new AppError("idempotency_conflict");
  return { payment, refund };
}

/** Asks the provider for a refund that was opened. Network only; throws `payment_timeout` or `payment_unavailable`, after which it is asked again with the same key. */
export async function requestRefund(
  gateways: PaymentGateways,
  payment: Payment,
  refund: Refund,
): Promise<{ readonly providerRef: string }> {
  if (payment.providerRef === null) throw new AppError("illegal_transition");
  return await gatewayOf(gateways, payment.provider).refund({
    idempotencyKey: refund.idempotencyKey,
    providerRef: payment.providerRef,
    amountMinor: refund.amountMinor,
    currency: payment.currency,
  });
}

/** Records that the provider made a refund: the refund, the payment's sum and state, the ledger. Idempotent. */
export async function recordRefund(
  tx: Tx,
  outcome: { readonly paymentId: PaymentId; readonly refundId: string; readonly providerRef: string },
): Promise<{ readonly payment: Payment; readonly refund: Refund }> {
  const payment = await lockPayment(tx, outcome.paymentId);
  const ended = await endRefund(tx, outcome.refundId, { state: "done", providerRef: outcome.providerRef });
  if (!ended) {
    const refund = await selectRefund(tx, outcome.refundId);
    if (refund?.state !== "done" || refund.paymentId !== payment.id) throw new AppError("illegal_transition");
    return { payment, refund };
  }
  if (ended.paymentId !== payment.id) throw new AppError("illegal_transition");
  const state = stateAfterRefund(payment.amountMinor, payment.refundedMinor + ended.amountMinor);
  const refunded = await addRefunded(tx, payment, { amountMinor: ended.amountMinor, state });
  if (!refunded) throw new AppError("stale_write");
  await insertLedgerEntries(tx, refundEntries(payment, ended));
  return { payment: refunded, refund: ended };
}

/** Records that the provider refused a refund for good. Its amount may be refunded anew under another key. Idempotent. */
export async function recordRefundFailure(tx: Tx, refundId: string): Promise<void> {
  await endRefund(tx, refundId, { state: "failed", providerRef: null });
}
