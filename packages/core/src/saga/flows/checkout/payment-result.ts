import { type ErrorReason, isErrorReason } from "@cartwright/contracts/error-codes";
import type { PaymentStatus } from "@cartwright/contracts/order-status";
import { getTranslations } from "@cartwright/messages/get-translations";
import { derivePaymentStatus } from "../../../payments/derive-payment-status.ts";
import type { Payment } from "../../../payments/payment.ts";
import type { LockedSaga, StepResult } from "../../engine/definition.ts";

const LOOK_UP_FIRST_MS = 5_000;
const LOOK_UP_CAP_MS = 60_000;

/** How long the order's stock stays reserved, in milliseconds. Infinite when the hold does not expire. */
export function holdLeftMs({ saga, now }: LockedSaga): number {
  return saga.data.holdExpiresAt ? Date.parse(saga.data.holdExpiresAt) - now.getTime() : Number.POSITIVE_INFINITY;
}

/** What the payment's state means for the saga. `before` is the payment as it was, so that each event is added once. */
export function resultOf(locked: LockedSaga, payment: Payment, before: Payment): StepResult {
  const lookUps = locked.saga.data.lookUps ?? 0;
  const left = Math.max(1_000, holdLeftMs(locked));
  switch (payment.state) {
    case "captured":
      return {
        kind: "done",
        to: { paymentStatus: derivePaymentStatus(payment) },
        events: [
          {
            type: "payment.processed",
            message: getTranslations("orderUpdates")(payment.amountMinor > 0 ? "paid" : "nothingToPay"),
          },
        ],
        data: { chargeMayExist: true },
      };
    case "requires_action":
      return {
        kind: "waiting",
        reason: "requires_action",
        wakeInMs: Math.min(LOOK_UP_CAP_MS, left),
        events:
          before.state === "requires_action"
            ? []
            : [{ type: "payment.action_required", message: getTranslations("orderUpdates")("approve") }],
        data: { lookUps: lookUps + 1 },
      };
    case "intent":
    case "unknown":
      return {
        kind: "waiting",
        reason: "payment_timeout",
        wakeInMs: Math.min(LOOK_UP_CAP_MS, LOOK_UP_FIRST_MS * 2 ** Math.min(lookUps, 10), left),
        events:
          before.state === "unknown"
            ? []
            : [
                {
                  type: "payment.delayed",
                  message: getTranslations("orderUpdates")("paymentDelayed"),
                },
              ],
        data: { lookUps: lookUps + 1 },
      };
    default:
      return refusal(reasonOf(payment), derivePaymentStatus(payment));
  }
}

function reasonOf(payment: Payment): ErrorReason {
  if (payment.failure && isErrorReason(payment.failure)) return payment.failure;
  return payment.state === "declined" ? "payment_declined" : "payment_expired";
}

const REFUSALS = {
  payment_insufficient_funds: "paymentInsufficientFunds",
  payment_expired: "paymentExpired",
} as const satisfies Partial<Record<ErrorReason, string>>;

/** A payment that took no money, with the timeline event for it. */
export function refusal(reason: ErrorReason, paymentStatus: PaymentStatus): StepResult {
  const key = reason in REFUSALS ? REFUSALS[reason as keyof typeof REFUSALS] : "paymentDeclined";
  const message = getTranslations("orderUpdates")(key);
  return { kind: "refused", reason, to: { paymentStatus }, events: [{ type: "payment.failed", message }] };
}
