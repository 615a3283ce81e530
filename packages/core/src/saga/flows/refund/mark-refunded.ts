import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { formatMoney, sumMinor } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import type { PaymentGateways } from "../../../kernel/payment-gateway.ts";
import { chargePartMinor, chargeRefundedMinor, type Payment, type Refund } from "../../../payments/payment.ts";
import { openRefund, recordRefundByHand } from "../../../payments/refund-payment.ts";
import { lookUpCharge } from "../../../payments/request-charge.ts";
import type { LockedSaga, StepResult } from "../../engine/definition.ts";
import type { SettleOptions } from "../../engine/settle-attempts.ts";
import { type Attempts, lockForHand, readAttempts, settleByHand } from "../../engine/settle-by-hand.ts";
import { SAGAS } from "../definitions.ts";
import type { FailingRefund } from "./failing-refund.ts";
import { readTroubles, type Trouble } from "./read-troubles.ts";
import { paymentEffects } from "./request-refunds.ts";

const details = getTranslations("errorDetails");
const refuse = (message: string) => new AppError("illegal_transition", { message });

/** What is known before the locks are taken. */
export interface ManualRefundFacts {
  readonly trouble: Trouble & { readonly refund: FailingRefund; readonly payment: Payment };
  readonly attempts: Attempts;
  /** Whether the provider says that it has not made the refund. False when it does not respond or does not say. */
  readonly isUnmade: boolean;
}

const paidByHand = (refunds: readonly Refund[]) =>
  sumMinor(refunds.flatMap((refund) => (refund.reference === null ? [] : [chargePartMinor(refund)])));

/** What the provider says about refunds of a payment that we have not recorded. Network only. */
async function askProvider(gateways: PaymentGateways, { payment, refunds }: ManualRefundFacts["trouble"]) {
  try {
    const charge = await lookUpCharge(gateways, payment);
    if (charge?.kind !== "captured" || !charge.amounts) return "unknown";
    return charge.amounts.refundedMinor > chargeRefundedMinor(payment) - paidByHand(refunds) ? "made" : "unmade";
  } catch (error) {
    // It does not respond, or the shop works with it no longer.
    if (error instanceof AppError) return "unknown";
    throw error;
  }
}

/**
 * What has to be known before a failing refund is marked as paid by hand, with the provider's word. Throws `illegal_transition`
 * when no refund is failing, when an attempt at it may still arrive, and when the provider has made it.
 */
export async function readManualRefund(
  { db, gateways }: { readonly db: Db; readonly gateways: PaymentGateways },
  { orderId, sagaId }: { readonly orderId: OrderId; readonly sagaId: SagaId },
): Promise<ManualRefundFacts> {
  // Before the provider is asked: an attempt that begins after this is noticed under the lock.
  const attempts = await readAttempts(db, orderId);
  const trouble = (await readTroubles(db, [orderId])).find(({ saga }) => saga.id === sagaId);
  if (!trouble?.refund || !trouble.payment) throw refuse(details("refundIsMade"));
  if (attempts.mayArrive) throw refuse(details("refundIsTried"));
  const failing = { ...trouble, refund: trouble.refund, payment: trouble.payment };
  const word = await askProvider(gateways, failing);
  if (word === "made") throw refuse(details("refundAtProvider"));
  return { trouble: failing, attempts, isUnmade: word === "unmade" };
}

export interface ManualRefund {
  readonly orderId: OrderId;
  readonly sagaId: SagaId;
  readonly amountMinor: number;
  readonly reference: string;
}

/** Opens the saga's own refund if it never was. Returns all that are to be marked. */
async function openMissing(
  tx: Tx,
  { saga }: LockedSaga,
  { payment, refund }: { readonly payment: Payment; readonly refund: FailingRefund },
): Promise<readonly Refund[]> {
  if (refund.unopenedMinor === 0) return refund.opened;
  const opened = await openRefund(tx, {
    paymentId: payment.id,
    amountMinor: refund.unopenedMinor,
    idempotencyKey: refund.key,
    reason: saga.data.reason ?? saga.failure ?? "refund",
  });
  return opened.refund ? [...refund.opened, opened.refund] : refund.opened;
}

/** The result of the saga's step, as if it had made the refund. */
function resultOf(
  locked: LockedSaga,
  payment: Payment,
  { amountMinor, reference }: Pick<ManualRefund, "amountMinor" | "reference">,
): StepResult {
  const amount = formatMoney(amountMinor, payment.currency);
  const message = getTranslations("orderUpdates")("refundedByHand", { amount });
  return {
    kind: "done",
    ...paymentEffects(locked, payment),
    events: [{ type: "payment.refunded", message }],
    data: { paidByHand: reference },
    ...(locked.saga.kind === "refund" && { mail: "paidByHand" }),
  };
}

/**
 * Marks a failing refund as paid outside of the provider: refund, payment, ledger, timeline and mail, and the saga goes on. The
 * provider is never asked to make it again: a saga requests the refunds that are waiting when its attempt begins, under the order's lock. Idempotent by saga and
 * reference: returns whether this call was the first. Throws `illegal_transition` when the saga has moved since `facts` were read,
 * and `stale_write` when the amount is another.
 */
export async function markRefunded(
  tx: Tx,
  { site, facts }: { readonly site: SettleOptions["site"]; readonly facts: ManualRefundFacts },
  request: ManualRefund,
): Promise<boolean> {
  const { sagaId, orderId, amountMinor, reference } = request;
  const locked = await lockForHand(tx, sagaId);
  if (locked?.order.id !== orderId) throw new AppError("not_found");
  if (locked.saga.data.paidByHand === reference) return false;
  // Under the order's lock, which every attempt at a refund of it takes first.
  const { version } = await readAttempts(tx, orderId);
  if (version !== facts.attempts.version) throw refuse(details("refundIsTried"));
  const trouble = (await readTroubles(tx, [orderId])).find(({ saga }) => saga.id === sagaId);
  if (!trouble?.refund || !trouble.payment) throw refuse(details("refundIsMade"));
  if (trouble.refund.amountMinor !== amountMinor)
    throw new AppError("stale_write", { message: details("refundChanged") });
  const refunds = await openMissing(tx, locked, { payment: trouble.payment, refund: trouble.refund });
  let { payment } = trouble;
  for (const { id } of refunds)
    ({ payment } = await recordRefundByHand(tx, { paymentId: payment.id, refundId: id, reference }));
  const result = resultOf(locked, payment, request);
  await settleByHand(tx, { registry: SAGAS, site, random: Math.random }, { locked, result });
  return true;
}
