import type { ChargeOutcome } from "../kernel/payment-gateway.ts";

/**
 * The states of a payment.
 *
 * It is an `intent` before the provider is called, and `unknown` when the provider was called and has not decided (or its
 * response was lost). It may wait for the shopper (`requires_action`). The provider decides it as `captured`, `declined` or
 * `voided`. Refunds make it `partially_refunded` or `refunded`.
 *
 * Outcomes may arrive late, twice, or out of order, so an outcome only ever moves a payment forward. One rule comes first:
 * if the provider captured money, the shop owes it to someone. So a capture is recorded even after the payment was
 * `declined` or `voided`, and is then refunded.
 */
export const PAYMENT_STATES = [
  "intent",
  "unknown",
  "requires_action",
  "captured",
  "declined",
  "voided",
  "partially_refunded",
  "refunded",
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

type Moves = Readonly<Record<ChargeOutcome["kind"], Readonly<Partial<Record<PaymentState, PaymentState>>>>>;

/** The transition of each outcome from each state. What is not listed changes nothing. */
export const OUTCOME_MOVES: Moves = {
  pending: { intent: "unknown" },
  requires_action: { intent: "requires_action", unknown: "requires_action" },
  declined: { intent: "declined", unknown: "declined", requires_action: "declined" },
  voided: { intent: "voided", unknown: "voided", requires_action: "voided" },
  captured: {
    intent: "captured",
    unknown: "captured",
    requires_action: "captured",
    declined: "captured",
    voided: "captured",
  },
};

/** The state after an outcome, or null when the outcome changes nothing. */
export function nextState(state: PaymentState, outcome: ChargeOutcome["kind"]): PaymentState | null {
  return OUTCOME_MOVES[outcome][state] ?? null;
}

/** Whether a capture in this state is too late: the shopper has already been told that no money was taken. */
export function isTooLateToCapture(state: PaymentState): boolean {
  return state === "declined" || state === "voided";
}

/** Whether the provider holds the shopper's money. */
export function holdsMoney(state: PaymentState): boolean {
  return state === "captured" || state === "partially_refunded";
}

/** Whether the shopper's money was taken, whatever was refunded since. */
export function hasTaken(state: PaymentState): boolean {
  return holdsMoney(state) || state === "refunded";
}

/** Whether the payment is not decided yet. */
export function isOpen(state: PaymentState): boolean {
  return state === "intent" || state === "unknown" || state === "requires_action";
}

/** The state of a payment after refunds of `refundedMinor` out of `amountMinor`. */
export function stateAfterRefund(amountMinor: number, refundedMinor: number): PaymentState {
  return refundedMinor >= amountMinor ? "refunded" : "partially_refunded";
}
