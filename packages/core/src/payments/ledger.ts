import { derivedId } from "../kernel/ids.ts";
import type { Payment, Refund } from "./payment.ts";

/**
 * The double-entry ledger, as pure functions. A debit is positive, a credit negative; the entries of one transfer sum to
 * zero. A transfer's id is derived from what it records, so that recording it twice changes nothing:
 *
 * - a charge (the payment's id): the provider owes us the amount, the customers have paid it;
 * - its fee (derived from the payment's id, because a provider may report the fee later than the charge): the provider
 *   keeps it;
 * - a refund (the refund's id): the customers got the amount back, the provider owes us that much less; or we paid it
 *   ourselves, by bank transfer for example, and the provider owes us what it did.
 */
export interface LedgerEntry {
  readonly transferId: string;
  readonly paymentId: string;
  readonly account: "provider_balance" | "customer_payments" | "customer_refunds" | "provider_fees" | "refunds_by_hand";
  readonly amountMinor: number;
  readonly currency: string;
}

type Side = Pick<LedgerEntry, "account" | "amountMinor">;

function transfer(transferId: string, payment: Payment, sides: readonly [Side, Side]): LedgerEntry[] {
  if (sides[0].amountMinor === 0) return [];
  return sides.map((side) => ({ transferId, paymentId: payment.id, currency: payment.currency, ...side }));
}

/** The entries of a captured payment. None for a payment of zero. */
export function chargeEntries(payment: Payment): LedgerEntry[] {
  return transfer(payment.id, payment, [
    { account: "provider_balance", amountMinor: payment.amountMinor },
    { account: "customer_payments", amountMinor: -payment.amountMinor },
  ]);
}

/** The entries of the provider's fee for a captured payment. */
export function feeEntries(payment: Payment, feeMinor: number): LedgerEntry[] {
  return transfer(derivedId("fee", payment.id), payment, [
    { account: "provider_fees", amountMinor: feeMinor },
    { account: "provider_balance", amountMinor: -feeMinor },
  ]);
}

/** The entries of a refund that was made: by the provider, or with a reference by the shop itself. */
export function refundEntries(payment: Payment, refund: Refund): LedgerEntry[] {
  return transfer(refund.id, payment, [
    { account: "customer_refunds", amountMinor: refund.amountMinor },
    { account: refund.reference === null ? "provider_balance" : "refunds_by_hand", amountMinor: -refund.amountMinor },
  ]);
}
