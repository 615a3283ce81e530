import { PAYMENT_TRANSITIONS } from "@cartwright/contracts/order-status";
import { expect, it } from "vitest";
import { derivePaymentStatus } from "./derive-payment-status.ts";
import { OUTCOME_MOVES, PAYMENT_STATES, stateAfterRefund } from "./payment-state.ts";

it("is unpaid before a provider was called", () => {
  expect(derivePaymentStatus(null)).toBe("unpaid");
});

it("follows every move of a payment along its table", () => {
  const moves = Object.values(OUTCOME_MOVES).flatMap((move) => Object.entries(move));
  const refunds = [1, 2].map((refundedMinor) => ["captured", stateAfterRefund(2, refundedMinor)] as const);
  const illegal = [...moves, ...refunds, ["partially_refunded", "refunded"] as const].filter(([from, to]) => {
    const before = derivePaymentStatus({ state: PAYMENT_STATES.find((state) => state === from) ?? "intent" });
    const after = derivePaymentStatus({ state: to });
    return before !== after && !PAYMENT_TRANSITIONS[before].includes(after);
  });
  expect(illegal).toEqual([]);
});

it("gives every state of a payment a status", () => {
  expect(PAYMENT_STATES.map((state) => derivePaymentStatus({ state }))).toEqual([
    "unpaid",
    "unpaid",
    "unpaid",
    "paid",
    "failed",
    "voided",
    "partially_refunded",
    "refunded",
  ]);
});
