import type { PaymentStatus } from "@cartwright/contracts/order-status";
import type { Payment } from "./payment.ts";

/**
 * The payment status of an order, from its payment as the ledger has it: the payment's state changes in the transaction
 * that writes the ledger. Pure. Null is an order whose provider was not called yet.
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
