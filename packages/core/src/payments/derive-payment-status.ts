import type { PaymentStatus } from "@cartwright/contracts/order-status";
import type { Payment } from "./payment.ts";

/**
 * The payment status of an order, from its payment as the ledger has it: `refundedMinor` and the state move in the
 * transaction that writes the ledger. Pure. Null is an order that no provider was asked about yet.
 */
export function derivePaymentStatus(payment: Pick<Payment, "state"> | null): PaymentStatus {
  switch (payment?.state) {
    case "captured":
      return "paid";
    case "partially_refunded":
    case "refunded":
    case "voided":
      return payment.state;
    case "declined":
      return "failed";
    case undefined:
    case "intent":
    case "unknown":
    case "requires_action":
      return "unpaid";
  }
}
