import type { PaymentId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { derivedId, newId } from "../kernel/ids.ts";
import type { ChargeOutcome } from "../kernel/payment-gateway.ts";
import { chargeEntries, feeEntries, type LedgerEntry } from "./ledger.ts";
import { insertLedgerEntries } from "./ledger.sql.ts";
import { takeFromGiftCards } from "./gift-cards/spend-gift-cards.ts";
import { chargedMinor, isPaidByGiftCards, type Payment } from "./payment.ts";
import { hasTaken, isTooLateToCapture, nextState } from "./payment-state.ts";
import { insertRefunds, lockPayments, movePayments, type NewRefund, type PaymentMove } from "./payments.sql.ts";

/** The most outcomes in one call. */
export const OUTCOMES_MAX = 500;

/**
 * The effect of an outcome. `unchanged`: known already, or overtaken by a later one. `fee_booked`: the capture was known,
 * and the provider now reports its fee. `captured_late`: captured after the payment was declined or voided; a refund of all
 * of it is opened and waits for the sweep. `foreign`: the outcome is about another charge than this payment's; nothing was
 * written, a person must look.
 */
export type OutcomeEffect = "moved" | "unchanged" | "fee_booked" | "captured_late" | "foreign";

export interface RecordedOutcome {
  /** The payment after the outcome. */
  readonly payment: Payment;
  readonly effect: OutcomeEffect;
}

/** The effect of one outcome on a payment. Pure. */
export function decideOutcome(
  payment: Payment,
  outcome: ChargeOutcome,
): { readonly effect: OutcomeEffect; readonly move: PaymentMove | null } {
  if (payment.providerRef !== null && outcome.providerRef !== null && payment.providerRef !== outcome.providerRef)
    return { effect: "foreign", move: null };
  const feeMinor = bookableFee(payment, outcome);
  const to = nextState(payment.state, outcome.kind);
  if (to === null) {
    const isFeeNews = feeMinor !== null && payment.feeMinor === 0 && hasTaken(payment.state);
    if (!isFeeNews) return { effect: "unchanged", move: null };
    return { effect: "fee_booked", move: { ...moveOf(payment, outcome), to: payment.state, feeMinor } };
  }
  const late = outcome.kind === "captured" && isTooLateToCapture(payment.state);
  // Without a charge there is no money to record: what gift cards were to pay is theirs again.
  if (late && isPaidByGiftCards(payment)) return { effect: "unchanged", move: null };
  return { effect: late ? "captured_late" : "moved", move: { ...moveOf(payment, outcome), to, feeMinor } };
}

/** A fee cannot exceed its charge. One that does is not booked; a later report may bring the correct one. */
function bookableFee(payment: Payment, outcome: ChargeOutcome): number | null {
  if (outcome.kind !== "captured" || outcome.feeMinor <= 0) return null;
  return outcome.feeMinor <= chargedMinor(payment) ? outcome.feeMinor : null;
}

function moveOf(payment: Payment, outcome: ChargeOutcome): Omit<PaymentMove, "to" | "feeMinor"> {
  return {
    id: payment.id,
    from: payment.state,
    providerRef: outcome.providerRef,
    actionUrl: outcome.kind === "requires_action" ? outcome.actionUrl : null,
    actionExpiresAt: outcome.kind === "requires_action" ? outcome.expiresAt : null,
    card: outcome.kind === "captured" ? (outcome.card ?? null) : null,
    failure: outcome.kind === "declined" ? outcome.reason : null,
  };
}

/** The ledger entries of an outcome. */
function entriesOf(payment: Payment, outcome: ChargeOutcome, effect: OutcomeEffect): LedgerEntry[] {
  if (outcome.kind !== "captured" || effect === "foreign" || effect === "unchanged") return [];
  const charge = effect === "fee_booked" ? [] : chargeEntries(payment);
  return [...charge, ...feeEntries(payment, bookableFee(payment, outcome) ?? 0)];
}

function lateRefundOf(payment: Payment): NewRefund {
  return {
    id: newId(),
    paymentId: payment.id,
    amountMinor: payment.amountMinor,
    giftCardMinor: 0,
    idempotencyKey: derivedId("late capture", payment.id),
    reason: "captured after the order was given up",
  };
}

/**
 * Records provider outcomes: moves each payment as its state allows, writes the ledger, and opens the refund of a late
 * capture. Idempotent; at most 500 outcomes, one per payment. Locks the payments by ascending id and takes at most three
 * statements, whatever the size of the batch, and two more where gift cards pay. Returns results in the order of `outcomes`.
 */
export async function recordOutcomes(
  tx: Tx,
  outcomes: readonly { readonly paymentId: PaymentId; readonly outcome: ChargeOutcome }[],
): Promise<RecordedOutcome[]> {
  if (outcomes.length === 0) return [];
  if (outcomes.length > OUTCOMES_MAX) throw new RangeError(`more than ${OUTCOMES_MAX} outcomes`);
  const payments = await lockPayments(
    tx,
    outcomes.map(({ paymentId }) => paymentId),
  );
  return await recordLockedOutcomes(
    tx,
    outcomes.map(({ paymentId, outcome }) => {
      const payment = payments.get(paymentId);
      if (!payment) throw new Error(`no payment ${paymentId}`);
      return { payment, outcome };
    }),
  );
}

/**
 * As {@link recordOutcomes}, for payments that the transaction has locked. `isWanted`: the order counts on a capture however late
 * it comes, so that it is not refunded.
 */
export async function recordLockedOutcomes(
  tx: Tx,
  outcomes: readonly { readonly payment: Payment; readonly outcome: ChargeOutcome; readonly isWanted?: boolean }[],
): Promise<RecordedOutcome[]> {
  const decided = outcomes.map(({ payment, outcome, isWanted = false }) => ({
    payment,
    outcome,
    isWanted,
    ...decideOutcome(payment, outcome),
  }));
  const moved = await movePayments(
    tx,
    decided.flatMap(({ move }) => move ?? []),
  );
  const now = new Map(moved.map((payment) => [payment.id, payment]));
  const recorded = decided.map(({ payment, outcome, effect, isWanted }) => ({
    payment: now.get(payment.id) ?? payment,
    outcome,
    effect,
    isWanted,
  }));
  const paidByCards = await takeFromGiftCards(
    tx,
    recorded.flatMap(({ payment, outcome, effect }) =>
      effect === "moved" && outcome.kind === "captured" ? [payment] : [],
    ),
  );
  await insertLedgerEntries(tx, [
    ...paidByCards,
    ...recorded.flatMap(({ payment, outcome, effect }) => entriesOf(payment, outcome, effect)),
  ]);
  await insertRefunds(
    tx,
    recorded.flatMap(({ payment, effect, isWanted }) =>
      effect === "captured_late" && !isWanted && payment.amountMinor > 0 ? [lateRefundOf(payment)] : [],
    ),
  );
  return recorded.map(({ payment, effect }) => ({ payment, effect }));
}
