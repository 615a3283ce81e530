import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import type { OrderStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import type { ChargeOutcome } from "../kernel/payment-gateway.ts";
import type { Difference } from "./compare-facts.ts";
import type { Payment } from "./payment.ts";
import { hasTaken, holdsMoney, isOpen } from "./payment-state.ts";

/** The facts about one order. Amounts in minor units. */
export interface OrderFact {
  readonly orderId: OrderId;
  readonly number: string;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly totalMinor: number;
  readonly currency: string;
}

/** The ledger's totals for one payment, as positive amounts. */
export interface LedgerFact {
  readonly takenMinor: number;
  readonly refundedMinor: number;
  /** The part of it that the shop paid outside of the provider. */
  readonly byHandMinor: number;
}

export type Finding =
  /** The shop holds money for an order that does not exist, or that was cancelled without a refund in progress. */
  | "paid_without_order"
  /** The order counts as paid, but no money was captured. */
  | "order_without_payment"
  /** Undecided, or a refund not made, for too long. */
  | "stuck"
  /** The amounts of order, payment, ledger and provider differ. */
  | "amount_mismatch"
  /** The provider reports a different state of the charge. */
  | "provider_disagrees"
  /** A signed webhook stated another charge than the payment's. It was not applied. */
  | "webhook_mismatch"
  /** A signed webhook states a charge for an order that has no payment here. */
  | "webhook_unmatched";

export interface Discrepancy {
  readonly finding: Finding;
  readonly orderId: OrderId;
  readonly paymentId: PaymentId | null;
  readonly orderNumber: string;
  /** For staff. Contains amounts and states, nothing personal. */
  readonly detail: string;
}

/** One page of all books for comparison. Every map is keyed by order or payment. */
export interface Books {
  /** Orders of this page, and those of this page's payments. */
  readonly orders: ReadonlyMap<OrderId, OrderFact>;
  readonly payments: ReadonlyMap<OrderId, Payment>;
  readonly ledger: ReadonlyMap<PaymentId, LedgerFact>;
  /** Payments with an open refund, and since when. */
  readonly waitingRefunds: ReadonlyMap<PaymentId, Date>;
  /** What webhooks stated that their payments contradict. */
  readonly mismatches: ReadonlyMap<PaymentId, readonly Difference[]>;
  /** The providers' reports, for payments that were looked up. Null when the provider never saw the charge. */
  readonly provider: ReadonlyMap<PaymentId, ChargeOutcome | null>;
  readonly now: Date;
  /** The age after which an undecided payment or an open refund is stuck. */
  readonly stuckAfterMs: number;
}

const PAID: ReadonlySet<PaymentStatus> = new Set(["paid", "partially_refunded", "refunded"]);

/**
 * Compares orders, payments, ledger and the providers' records. Pure. Each discrepancy is reported once, the most serious
 * first.
 */
export function compareBooks(books: Books): Discrepancy[] {
  const found: Discrepancy[] = [];
  for (const payment of books.payments.values()) {
    const tell = (finding: Finding, detail: string) =>
      found.push({
        finding,
        detail,
        orderId: payment.orderId,
        paymentId: payment.id,
        orderNumber: payment.orderNumber,
      });
    const order = books.orders.get(payment.orderId);
    const waitingSince = books.waitingRefunds.get(payment.id);
    if (holdsMoney(payment.state) && payment.amountMinor > 0 && waitingSince === undefined) {
      if (!order) tell("paid_without_order", "the order is not there");
      else if (order.status === "cancelled") tell("paid_without_order", "the order is cancelled");
    }
    const since = waitingSince ?? (isOpen(payment.state) ? payment.createdAt : null);
    if (since && books.now.getTime() - since.getTime() > books.stuckAfterMs)
      tell("stuck", waitingSince ? "a refund was not made" : `still ${payment.state}`);
    for (const detail of amountFaults(payment, order, books)) tell("amount_mismatch", detail);
    const disagreement = disagreementOf(payment, books.provider.get(payment.id));
    if (disagreement) tell("provider_disagrees", disagreement);
    const stated = books.mismatches.get(payment.id);
    if (stated) tell("webhook_mismatch", stated.map(describeDifference).join("; "));
  }
  for (const order of books.orders.values()) {
    const payment = books.payments.get(order.orderId);
    if (!PAID.has(order.paymentStatus) || (payment && hasTaken(payment.state))) continue;
    found.push({
      finding: "order_without_payment",
      detail: payment ? `the payment is ${payment.state}` : "there is no payment",
      orderId: order.orderId,
      paymentId: payment?.id ?? null,
      orderNumber: order.number,
    });
  }
  return found.toSorted((a, b) => GRAVITY.indexOf(a.finding) - GRAVITY.indexOf(b.finding));
}

const describeDifference = ({ fact, expected, received }: Difference) => `${fact} ${received} instead of ${expected}`;

/** The most serious first. */
export const GRAVITY: readonly Finding[] = [
  "paid_without_order",
  "order_without_payment",
  "amount_mismatch",
  "provider_disagrees",
  "webhook_mismatch",
  "webhook_unmatched",
  "stuck",
];

function amountFaults(payment: Payment, order: OrderFact | undefined, books: Books): string[] {
  const faults: string[] = [];
  if (order && (order.totalMinor !== payment.amountMinor || order.currency !== payment.currency))
    faults.push(`order ${order.totalMinor} ${order.currency}, payment ${payment.amountMinor} ${payment.currency}`);
  const ledger = books.ledger.get(payment.id) ?? { takenMinor: 0, refundedMinor: 0, byHandMinor: 0 };
  const takenMinor = hasTaken(payment.state) ? payment.amountMinor : 0;
  if (ledger.takenMinor !== takenMinor) faults.push(`payment took ${takenMinor}, ledger ${ledger.takenMinor}`);
  if (ledger.refundedMinor !== payment.refundedMinor)
    faults.push(`payment gave back ${payment.refundedMinor}, ledger ${ledger.refundedMinor}`);
  const outcome = books.provider.get(payment.id);
  if (outcome?.kind === "captured" && outcome.amounts && hasTaken(payment.state)) {
    if (outcome.amounts.takenMinor !== payment.amountMinor)
      faults.push(`provider took ${outcome.amounts.takenMinor}, payment ${payment.amountMinor}`);
    const itsRefundsMinor = payment.refundedMinor - ledger.byHandMinor;
    if (outcome.amounts.refundedMinor !== itsRefundsMinor && !books.waitingRefunds.has(payment.id))
      faults.push(`provider gave back ${outcome.amounts.refundedMinor}, payment ${itsRefundsMinor}`);
  }
  return faults;
}

/** `undefined`: the provider was not asked. A payment that is still open may lag behind its provider. */
function disagreementOf(payment: Payment, outcome: ChargeOutcome | null | undefined): string | null {
  if (outcome === undefined || payment.amountMinor === 0) return null;
  const taken = outcome?.kind === "captured";
  if (taken && !hasTaken(payment.state) && !isOpen(payment.state)) return `captured there, ${payment.state} here`;
  if (!taken && hasTaken(payment.state)) return `${outcome?.kind ?? "unknown"} there, ${payment.state} here`;
  return null;
}
