import type { ChargeOutcome } from "../kernel/payment-gateway.ts";

/**
 * The life of a payment.
 *
 * It is an `intent` when it was written down and nobody was asked yet, and `unknown` when the provider was asked and has not
 * decided (or its answer was lost). It may wait for the shopper (`requires_action`). The provider decides it as `captured`,
 * `declined` or `voided`. Money that went back makes it `partially_refunded` or `refunded`.
 *
 * What the provider says may arrive late, twice, or out of order, so an outcome only ever moves a payment forward. One thing
 * stands above that: if the provider took money, the shop owes it to somebody. So a capture is recorded even after the payment
 * was `declined` or `voided`, and is then to be refunded.
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

/** Which outcome moves which state, and where to. What is not listed changes nothing. */
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

/** Whether a capture in this state comes too late: the shop has already told the shopper that no money was taken. */
export function isTooLateToCapture(state: PaymentState): boolean {
  return state === "declined" || state === "voided";
}

/** Whether the provider holds money of the shopper. */
export function holdsMoney(state: PaymentState): boolean {
  return state === "captured" || state === "partially_refunded";
}

/** Whether nobody knows yet how the payment ends. */
export function isOpen(state: PaymentState): boolean {
  return state === "intent" || state === "unknown" || state === "requires_action";
}

/** The state of a payment of which `refundedMinor` out of `amountMinor` went back. */
export function stateAfterRefund(amountMinor: number, refundedMinor: number): PaymentState {
  return refundedMinor >= amountMinor ? "refunded" : "partially_refunded";
}
