import type { PaymentId } from "@cartwright/contracts/ids";
import { sumMinor } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import { refundEntries } from "./ledger.ts";
import { insertLedgerEntries } from "./ledger.sql.ts";
import { returnToGiftCards } from "./gift-cards/spend-gift-cards.ts";
import { chargedMinor, chargePartMinor, type Payment, type Refund } from "./payment.ts";
import { holdsMoney, stateAfterRefund } from "./payment-state.ts";
import {
  addRefunded,
  endRefund,
  insertRefunds,
  lockPayments,
  selectRefund,
  selectRefundsOfPayments,
} from "./payments.sql.ts";
import { insertFindings } from "./reconciliation-state.ts";
import { gatewayOf } from "./request-charge.ts";

export interface RefundIntent {
  readonly paymentId: PaymentId;
  /** In minor units. Without it, everything that is left. */
  readonly amountMinor?: number;
  /** One key for one refund, for all its attempts. */
  readonly idempotencyKey: string;
  readonly reason: string;
}

async function lockPayment(tx: Tx, id: PaymentId): Promise<Payment> {
  const payment = (await lockPayments(tx, [id])).get(id);
  if (!payment) throw new AppError("not_found");
  return payment;
}

/**
 * The part of a refund that gift cards get: what is more than the provider has left of its charge. Money goes back to the card or
 * account that it was paid from first, since that can be spent anywhere.
 */
export function giftCardPart(payment: Payment, refunds: readonly Refund[], amountMinor: number): number {
  const going = sumMinor(refunds.flatMap((refund) => (refund.state === "failed" ? [] : [chargePartMinor(refund)])));
  return Math.max(0, amountMinor - Math.max(0, chargedMinor(payment) - going));
}

/**
 * Records the intent to refund, before the provider is called. Never more than was captured, less what was or is being
 * refunded. The same key returns its refund as it is. `refund` is null when everything has been or is being refunded (asked
 * for "all that is left"). Throws `illegal_transition` when the provider holds no money or the amount is more than is left.
 */
export async function openRefund(
  tx: Tx,
  intent: RefundIntent,
): Promise<{ readonly payment: Payment; readonly refund: Refund | null }> {
  const payment = await lockPayment(tx, intent.paymentId);
  const refunds = await selectRefundsOfPayments(tx, [payment.id]);
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
  const { idempotencyKey, reason } = intent;
  const giftCardMinor = giftCardPart(payment, refunds, amountMinor);
  const [refund] = await insertRefunds(tx, [
    { id: newId(), paymentId: payment.id, amountMinor, giftCardMinor, idempotencyKey, reason },
  ]);
  // The key belongs to a refund of another payment.
  if (!refund) throw new AppError("idempotency_conflict");
  return { payment, refund };
}

/**
 * Requests an opened refund from the provider. Network only; throws `payment_timeout` or `payment_unavailable`, after which
 * it is requested again with the same key.
 */
export async function requestRefund(
  gateways: PaymentGateways,
  payment: Payment,
  refund: Refund,
): Promise<{ readonly providerRef: string }> {
  if (payment.providerRef === null) throw new AppError("illegal_transition");
  // All of it goes back to gift cards, so there is nothing to ask for.
  if (chargePartMinor(refund) === 0) return { providerRef: `gift_card_${refund.id}` };
  return await gatewayOf(gateways, payment.provider).refund({
    idempotencyKey: refund.idempotencyKey,
    providerRef: payment.providerRef,
    amountMinor: chargePartMinor(refund),
    currency: payment.currency,
  });
}

/** Records a refund that the provider made: the refund, the payment's amount and state, the ledger. Idempotent. */
export async function recordRefund(
  tx: Tx,
  outcome: { readonly paymentId: PaymentId; readonly refundId: string; readonly providerRef: string },
): Promise<{ readonly payment: Payment; readonly refund: Refund }> {
  const { paymentId, refundId, providerRef } = outcome;
  const made = await endAsMade(tx, { paymentId, refundId, providerRef });
  // The provider answers after a person had paid the same refund in another way: the customer has it twice.
  if (made.refund.reference !== null) await reportPaidTwice(tx, made);
  return made;
}

/**
 * Records a refund that the shop has paid outside of the provider, found under `reference`. Its amount leaves an account of its
 * own. Idempotent; the caller has made sure that the provider does not make it.
 */
export async function recordRefundByHand(
  tx: Tx,
  outcome: { readonly paymentId: PaymentId; readonly refundId: string; readonly reference: string },
): Promise<{ readonly payment: Payment; readonly refund: Refund }> {
  return endAsMade(tx, { ...outcome, providerRef: null });
}

/** Two payments of one refund: for a person, because only they can get the money back. It is not booked a second time. */
async function reportPaidTwice(
  tx: Tx,
  { payment, refund }: { readonly payment: Payment; readonly refund: Refund },
): Promise<void> {
  const detail = `provider gave back ${refund.amountMinor} that was paid back by hand before`;
  const fact = { ours: refund.amountMinor, theirs: null, state: null, since: null };
  const facts = [{ ...fact, code: "paid_back_twice" as const }];
  const { orderId, id: paymentId } = payment;
  await insertFindings(tx, [{ orderId, paymentId, finding: "refund_drift", detail, facts }]);
}

interface Made {
  readonly paymentId: PaymentId;
  readonly refundId: string;
  readonly providerRef: string | null;
  readonly reference?: string;
}

async function endAsMade(tx: Tx, made: Made): Promise<{ readonly payment: Payment; readonly refund: Refund }> {
  const { refundId, ...found } = made;
  const payment = await lockPayment(tx, made.paymentId);
  const ended = await endRefund(tx, refundId, { state: "done", ...found });
  if (!ended) {
    const refund = await selectRefund(tx, refundId);
    if (refund?.state !== "done" || refund.paymentId !== payment.id) throw new AppError("illegal_transition");
    return { payment, refund };
  }
  if (ended.paymentId !== payment.id) throw new AppError("illegal_transition");
  const state = stateAfterRefund(payment.amountMinor, payment.refundedMinor + ended.amountMinor);
  const { amountMinor, giftCardMinor } = ended;
  const refunded = await addRefunded(tx, payment, { amountMinor, giftCardMinor, state });
  if (!refunded) throw new AppError("stale_write");
  const toCards = await returnToGiftCards(tx, payment, ended);
  await insertLedgerEntries(tx, [...refundEntries(payment, ended), ...toCards]);
  return { payment: refunded, refund: ended };
}

/**
 * Records a refund that the provider refused permanently. Its amount can be refunded again with another key. Idempotent.
 */
export async function recordRefundFailure(tx: Tx, refundId: string): Promise<void> {
  await endRefund(tx, refundId, { state: "failed", providerRef: null });
}
