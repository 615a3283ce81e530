import type { BookFinding, ByHandReason, RepairEffect } from "@cartwright/contracts/books";
import { sumMinor } from "@cartwright/contracts/money";
import { isCancellable } from "@cartwright/contracts/order-status";
import type { ChargeOutcome } from "../../../kernel/payment-gateway.ts";
import {
  chargedMinor,
  chargePartMinor,
  chargeRefundedMinor,
  isPaidByGiftCards,
  type Payment,
  type Refund,
} from "../../../payments/payment.ts";
import { hasTaken, holdsMoney, isOpen } from "../../../payments/payment-state.ts";
import { expectedMinor, type LedgerFact, type OrderFact, type WaitingRefunds } from "../../../payments/reconcile.ts";
import type { Saga } from "../../engine/saga.ts";

/** What is known of one order when a finding about it is repaired. */
export interface RepairFacts {
  readonly finding: BookFinding;
  /** Whether it is still open. */
  readonly isFound: boolean;
  readonly order: OrderFact | null;
  readonly payment: Payment | null;
  /** Oldest first. */
  readonly refunds: readonly Refund[];
  readonly ledger: LedgerFact;
  readonly waiting: WaitingRefunds | null;
  /** What was refunded because it was paid above the order's total. */
  readonly overpaidMinor: number;
  /** The order's sagas that have not ended, the oldest first. */
  readonly sagas: readonly Saga[];
  /** The provider's own record. Null when it has no such charge. */
  readonly outcome: ChargeOutcome | null;
}

/** What a repair does. `refunds` are those that the provider lacks. */
export interface Repair {
  readonly effect: RepairEffect;
  readonly amountMinor: number;
  readonly byHand: ByHandReason | null;
  readonly refunds: readonly Refund[];
}

const repair = (effect: RepairEffect, amountMinor = 0, refunds: readonly Refund[] = []): Repair => ({
  effect,
  amountMinor,
  byHand: null,
  refunds,
});
const byHand = (reason: ByHandReason): Repair => ({ ...repair("by_hand"), byHand: reason });
const NOTHING = repair("nothing_left");

/** Facts with a payment, which most repairs need. */
type PaidFacts = RepairFacts & { readonly payment: Payment };

const leftOf = ({ payment, waiting }: PaidFacts) =>
  payment.amountMinor - payment.refundedMinor - (waiting?.amountMinor ?? 0);
const isCaptured = ({ outcome }: RepairFacts) => outcome?.kind === "captured";

/**
 * Decides how a finding is repaired, from the books and the provider's own record. Pure. The provider is believed about what it
 * took and gave back, the payment about what was agreed; an order follows its payment. What would have to change an entry of the
 * ledger, or needs someone to pay, is left to a person.
 */
export function planRepair(facts: RepairFacts): Repair {
  const { payment, finding } = facts;
  if (finding === "webhook_unmatched") return facts.isFound ? repair("mark_checked") : NOTHING;
  if (!payment) return finding === "order_without_payment" ? planUnpaid(facts) : NOTHING;
  const paid = { ...facts, payment };
  switch (finding) {
    case "paid_without_order":
      return planHeld(paid);
    case "order_without_payment":
      return planUnpaid(paid);
    case "amount_mismatch":
      return planAmounts(paid);
    case "refund_drift":
      return planRefunds(paid);
    case "provider_disagrees":
      return planDisagreement(paid);
    case "webhook_mismatch":
      return planStatement(paid);
    case "stuck":
      return planLate(paid);
  }
}

function planHeld(facts: PaidFacts): Repair {
  const { order, payment, waiting, sagas } = facts;
  if (!holdsMoney(payment.state) || waiting || (order && order.status !== "cancelled")) return NOTHING;
  if (!isCaptured(facts)) return byHand("other_finding_first");
  if (sagas.length > 0) return repair("retry_saga", leftOf(facts));
  return repair("refund_rest", leftOf(facts));
}

const COUNTS_AS_PAID: ReadonlySet<string> = new Set(["paid", "partially_refunded", "refunded"]);

function planUnpaid(facts: RepairFacts): Repair {
  const { order, payment } = facts;
  if (!order || order.status === "cancelled" || !COUNTS_AS_PAID.has(order.paymentStatus)) return NOTHING;
  if (payment && hasTaken(payment.state)) return NOTHING;
  // A payment that no provider has heard of says nothing: it was given up here.
  if (payment && isCaptured(facts) && !isPaidByGiftCards(payment)) return recordCharge({ ...facts, payment });
  if (facts.sagas.length > 0) return repair("retry_saga");
  if (payment && isOpen(payment.state)) return repair("end_charge");
  if (order.paymentStatus !== "paid" || !isCancellable(order)) return byHand("goods_are_out");
  return repair("cancel_order");
}

/** An order that was given up does not want the money: a late capture is refunded. */
function recordCharge({ order, payment }: PaidFacts): Repair {
  const isWanted = order !== null && order.status !== "cancelled";
  const isLate = payment.state === "declined" || payment.state === "voided";
  return repair(isLate && !isWanted ? "record_and_refund" : "record_charge", payment.amountMinor);
}

function planAmounts(facts: PaidFacts): Repair {
  const { order, payment, ledger, outcome, overpaidMinor } = facts;
  const taken = outcome?.kind === "captured" ? outcome.amounts?.takenMinor : undefined;
  if (taken !== undefined && taken !== chargedMinor(payment)) return byHand("charge_differs");
  if (isCaptured(facts) && !hasTaken(payment.state)) return recordCharge(facts);
  const takenMinor = hasTaken(payment.state) ? payment.amountMinor : 0;
  if (ledger.takenMinor !== takenMinor) {
    if (ledger.takenMinor !== 0) return byHand("entries_differ");
    return isCaptured(facts) ? repair("book_missing", takenMinor) : byHand("other_finding_first");
  }
  const isSettled = payment.state === "refunded" || payment.state === "declined" || payment.state === "voided";
  if (!order || isSettled) return NOTHING;
  const overMinor = payment.amountMinor - overpaidMinor - expectedMinor(order, payment);
  if (overMinor === 0 && order.currency === payment.currency) return NOTHING;
  if (order.currency !== payment.currency || overMinor < 0) return byHand("underpaid");
  if (!holdsMoney(payment.state) || !isCaptured(facts)) return byHand("other_finding_first");
  if (overpaidMinor > 0 || overMinor > leftOf(facts)) return byHand("more_than_left");
  return repair("refund_overpaid", overMinor);
}

const amountOf = (refunds: readonly Refund[]) => sumMinor(refunds.map(({ amountMinor }) => amountMinor));

function planRefunds(facts: PaidFacts): Repair {
  const { order, payment, refunds, ledger, outcome, waiting } = facts;
  const done = refunds.filter(({ state }) => state === "done");
  if (ledger.refundedMinor !== payment.refundedMinor) {
    const isKnown = amountOf(done) === payment.refundedMinor && ledger.refundedMinor < payment.refundedMinor;
    return isKnown ? repair("book_missing", payment.refundedMinor - ledger.refundedMinor) : byHand("entries_differ");
  }
  if (waiting) return NOTHING;
  const theirs = outcome?.kind === "captured" ? outcome.amounts?.refundedMinor : undefined;
  const driftMinor = theirs === undefined ? 0 : theirs - (chargeRefundedMinor(payment) - ledger.byHandMinor);
  if (driftMinor > 0)
    return driftMinor > leftOf(facts) ? byHand("more_than_left") : repair("record_refund", driftMinor);
  if (driftMinor < 0) return planUnsent(done, -driftMinor);
  if (!order || order.refundedMinor === payment.refundedMinor) return NOTHING;
  if (order.refundedMinor > payment.refundedMinor) return byHand("order_is_ahead");
  return repair("align_order", payment.refundedMinor - order.refundedMinor);
}

/** Which of our refunds the provider lacks. Sending one that it has could pay twice, so it must be beyond doubt. */
function planUnsent(done: readonly Refund[], missingMinor: number): Repair {
  const its = done.filter((refund) => refund.reference === null && chargePartMinor(refund) > 0);
  if (sumMinor(its.map(chargePartMinor)) === missingMinor) return repair("send_refund", missingMinor, its);
  const same = its.filter((refund) => chargePartMinor(refund) === missingMinor);
  return same.length === 1 ? repair("send_refund", missingMinor, same) : byHand("refund_unclear");
}

function planDisagreement(facts: PaidFacts): Repair {
  const { payment, outcome } = facts;
  if (!isCaptured(facts)) return hasTaken(payment.state) ? byHand("no_charge_there") : NOTHING;
  if (hasTaken(payment.state) || isOpen(payment.state)) return NOTHING;
  const taken = outcome?.kind === "captured" ? outcome.amounts?.takenMinor : undefined;
  if (taken !== undefined && taken !== chargedMinor(payment)) return byHand("charge_differs");
  return recordCharge(facts);
}

function planStatement(facts: PaidFacts): Repair {
  const { payment, outcome, ledger } = facts;
  if (!facts.isFound) return NOTHING;
  if (isOpen(payment.state) || isCaptured(facts) !== hasTaken(payment.state)) return byHand("other_finding_first");
  const amounts = outcome?.kind === "captured" ? outcome.amounts : undefined;
  const agrees =
    !amounts ||
    (amounts.takenMinor === chargedMinor(payment) &&
      amounts.refundedMinor === chargeRefundedMinor(payment) - ledger.byHandMinor);
  return agrees ? repair("confirm_record") : byHand("other_finding_first");
}

function planLate(facts: PaidFacts): Repair {
  const { payment, sagas, waiting } = facts;
  if (!waiting && !isOpen(payment.state)) return NOTHING;
  const amountMinor = waiting?.amountMinor ?? payment.amountMinor;
  if (sagas.length > 0) return repair("retry_saga", amountMinor);
  if (waiting) return repair("start_refund", amountMinor);
  return isCaptured(facts) ? recordCharge(facts) : repair("end_charge");
}
