import { BookFinding, type BookFact, type BookFactCode } from "@cartwright/contracts/books";
import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import type { ChargeOutcome } from "../kernel/payment-gateway.ts";
import type { Difference } from "./compare-facts.ts";
import { chargedMinor, chargeRefundedMinor, type Payment } from "./payment.ts";
import { hasTaken, holdsMoney, isOpen } from "./payment-state.ts";

/** The facts about one order. Amounts in minor units. */
export interface OrderFact {
  readonly orderId: OrderId;
  readonly number: string;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
  readonly totalMinor: number;
  /** The part of the total that gift cards were to pay. */
  readonly giftCardMinor: number;
  readonly refundedMinor: number;
  readonly currency: string;
}

/**
 * What the payment of an order has to come to. Of an order that was given up before a late charge, gift cards have their part back,
 * so that the payment is less.
 */
export const expectedMinor = (order: OrderFact, payment: Payment): number =>
  order.status === "cancelled" ? order.totalMinor - order.giftCardMinor + payment.giftCardMinor : order.totalMinor;

/** The ledger's totals for one payment, as positive amounts. */
export interface LedgerFact {
  readonly takenMinor: number;
  readonly refundedMinor: number;
  /** The part of it that the shop paid outside of the provider. */
  readonly byHandMinor: number;
}

/** The refunds of a payment that are opened and not made: since when, and how much they are. */
export interface WaitingRefunds {
  readonly since: Date;
  readonly amountMinor: number;
}

export type Finding = BookFinding;

export interface Discrepancy {
  readonly finding: Finding;
  readonly orderId: OrderId;
  readonly paymentId: PaymentId | null;
  readonly orderNumber: string;
  /** For staff. Contains amounts and states, nothing personal. */
  readonly detail: string;
  /** The same for the back office. */
  readonly facts: readonly BookFact[];
}

/** One page of all books for comparison. Every map is keyed by order or payment. */
export interface Books {
  /** Orders of this page, and those of this page's payments. */
  readonly orders: ReadonlyMap<OrderId, OrderFact>;
  readonly payments: ReadonlyMap<OrderId, Payment>;
  readonly ledger: ReadonlyMap<PaymentId, LedgerFact>;
  /** Payments with an open refund. */
  readonly waitingRefunds: ReadonlyMap<PaymentId, WaitingRefunds>;
  /** What was paid above an order's total and has been refunded for that reason. */
  readonly overpaidRefunds: ReadonlyMap<PaymentId, number>;
  /** What webhooks stated that their payments contradict. */
  readonly mismatches: ReadonlyMap<PaymentId, readonly Difference[]>;
  /** The providers' reports, for payments that were looked up. Null when the provider never saw the charge. */
  readonly provider: ReadonlyMap<PaymentId, ChargeOutcome | null>;
  readonly now: Date;
  /** The age after which an undecided payment or an open refund is stuck. */
  readonly stuckAfterMs: number;
}

const PAID: ReadonlySet<PaymentStatus> = new Set(["paid", "partially_refunded", "refunded"]);

/** Something that is wrong with one payment or order. */
interface Fault {
  readonly finding: Finding;
  readonly detail: string;
  readonly fact: BookFact;
}

const fault = (
  finding: Finding,
  detail: string,
  [code, ours = null, rest = {}]: readonly [BookFactCode, (number | null)?, Partial<BookFact>?],
): Fault => ({ finding, detail, fact: { code, ours, theirs: null, state: null, since: null, ...rest } });

/**
 * Compares orders, payments, ledger and the providers' records. Pure. Each discrepancy is reported once, the most serious
 * first.
 */
export function compareBooks(books: Books): Discrepancy[] {
  const found: Discrepancy[] = [];
  for (const payment of books.payments.values()) {
    const { id: paymentId, orderId, orderNumber } = payment;
    const order = books.orders.get(orderId);
    const faults = [
      ...holdingFaults(payment, order, books),
      ...lateFaults(payment, books),
      ...amountFaults(payment, order, books),
      ...disagreementOf(payment, books.provider.get(paymentId)),
      ...statementFaults(books.mismatches.get(paymentId)),
    ];
    for (const { finding, detail, fact } of faults)
      found.push({ finding, detail, facts: [fact], orderId, paymentId, orderNumber });
  }
  for (const order of books.orders.values()) {
    const payment = books.payments.get(order.orderId);
    const isGivenUp = order.status === "cancelled";
    if (!PAID.has(order.paymentStatus) || isGivenUp || (payment && hasTaken(payment.state))) continue;
    const code = payment ? "payment_not_taken" : "payment_missing";
    const detail = payment ? `the payment is ${payment.state}` : "there is no payment";
    const { fact, finding } = fault("order_without_payment", detail, [
      code,
      order.totalMinor,
      { state: payment?.state ?? null },
    ]);
    const { orderId, number: orderNumber } = order;
    found.push({ finding, detail, facts: [fact], orderId, paymentId: payment?.id ?? null, orderNumber });
  }
  return found.toSorted((a, b) => GRAVITY.indexOf(a.finding) - GRAVITY.indexOf(b.finding));
}

/** The most serious first. */
export const GRAVITY: readonly Finding[] = BookFinding.options;

function holdingFaults(payment: Payment, order: OrderFact | undefined, books: Books): Fault[] {
  const heldMinor = payment.amountMinor - payment.refundedMinor;
  if (!holdsMoney(payment.state) || heldMinor === 0 || books.waitingRefunds.has(payment.id)) return [];
  if (!order) return [fault("paid_without_order", "the order is not there", ["order_missing", heldMinor])];
  if (order.status !== "cancelled") return [];
  return [fault("paid_without_order", "the order is cancelled", ["order_cancelled", heldMinor])];
}

function lateFaults(payment: Payment, books: Books): Fault[] {
  const { state, createdAt, amountMinor } = payment;
  const waiting = books.waitingRefunds.get(payment.id);
  const since = waiting?.since ?? (isOpen(state) ? createdAt : null);
  if (!since || books.now.getTime() - since.getTime() <= books.stuckAfterMs) return [];
  const at = { since: since.toISOString() };
  if (waiting) return [fault("stuck", "a refund was not made", ["refund_open", waiting.amountMinor, at])];
  return [fault("stuck", `still ${state}`, ["payment_open", amountMinor, { ...at, state }])];
}

function amountFaults(payment: Payment, order: OrderFact | undefined, books: Books): Fault[] {
  const faults: Fault[] = [];
  const differ = (finding: Finding, detail: string, [code, ours, theirs]: readonly [BookFactCode, number, number]) => {
    if (ours !== theirs) faults.push(fault(finding, detail, [code, ours, { theirs }]));
  };
  const { id, amountMinor, refundedMinor } = payment;
  if (order && !isOver(payment)) {
    const paidMinor = amountMinor - (books.overpaidRefunds.get(id) ?? 0);
    const isOtherCurrency = order.currency !== payment.currency;
    const dueMinor = expectedMinor(order, payment);
    const detail = `order ${dueMinor} ${order.currency}, payment ${paidMinor} ${payment.currency}`;
    if (isOtherCurrency || dueMinor !== paidMinor)
      faults.push(fault("amount_mismatch", detail, ["total_differs", dueMinor, { theirs: paidMinor }]));
  }
  const ledger = books.ledger.get(id) ?? { takenMinor: 0, refundedMinor: 0, byHandMinor: 0 };
  const takenMinor = hasTaken(payment.state) ? amountMinor : 0;
  const took = `payment took ${takenMinor}, ledger ${ledger.takenMinor}`;
  differ("amount_mismatch", took, ["ledger_charge_differs", takenMinor, ledger.takenMinor]);
  const gave = `payment gave back ${refundedMinor}, ledger ${ledger.refundedMinor}`;
  differ("refund_drift", gave, ["ledger_refund_differs", refundedMinor, ledger.refundedMinor]);
  if (books.waitingRefunds.has(id)) return faults;
  if (order && hasTaken(payment.state)) {
    const counts = `order counts ${order.refundedMinor} as refunded, payment ${refundedMinor}`;
    differ("refund_drift", counts, ["order_refund_differs", order.refundedMinor, refundedMinor]);
  }
  const outcome = books.provider.get(id);
  if (outcome?.kind === "captured" && outcome.amounts && hasTaken(payment.state)) {
    const { amounts } = outcome;
    const chargeMinor = chargedMinor(payment);
    const taken = `provider took ${amounts.takenMinor}, payment ${chargeMinor}`;
    differ("amount_mismatch", taken, ["provider_charge_differs", chargeMinor, amounts.takenMinor]);
    const itsRefundsMinor = chargeRefundedMinor(payment) - ledger.byHandMinor;
    const given = `provider gave back ${amounts.refundedMinor}, payment ${itsRefundsMinor}`;
    differ("refund_drift", given, ["provider_refund_differs", itsRefundsMinor, amounts.refundedMinor]);
  }
  return faults;
}

/** No money of it is held or expected any more. */
const isOver = ({ state }: Payment) => state === "refunded" || state === "declined" || state === "voided";

/** `undefined`: the provider was not asked. A payment that is still open may lag behind its provider. */
function disagreementOf(payment: Payment, outcome: ChargeOutcome | null | undefined): Fault[] {
  const { state } = payment;
  const amountMinor = chargedMinor(payment);
  if (outcome === undefined || amountMinor === 0) return [];
  if (outcome?.kind === "captured" && !hasTaken(payment.state) && !isOpen(state)) {
    const theirs = outcome.amounts?.takenMinor ?? amountMinor;
    return [fault("provider_disagrees", `captured there, ${state} here`, ["captured_there", null, { theirs, state }])];
  }
  if (outcome?.kind === "captured" || !hasTaken(payment.state)) return [];
  const there = outcome?.kind ?? "missing";
  const detail = `${outcome?.kind ?? "unknown"} there, ${state} here`;
  return [fault("provider_disagrees", detail, ["not_captured_there", amountMinor, { state: there }])];
}

const AMOUNTS: ReadonlySet<string> = new Set(["amountMinor", "feeMinor", "refundedMinor"]);
/** The most of a payment's differences that are shown. */
const STATEMENTS_MAX = 10;

function statementFaults(stated: readonly Difference[] | undefined): Fault[] {
  return (stated ?? []).slice(0, STATEMENTS_MAX).map(({ fact, expected, received }) => {
    const detail = `${fact} ${received} instead of ${expected}`;
    if (!AMOUNTS.has(fact)) return fault("webhook_mismatch", detail, ["webhook_other", null, { state: fact }]);
    return fault("webhook_mismatch", detail, [
      "webhook_amount",
      typeof expected === "number" ? expected : null,
      { theirs: typeof received === "number" ? received : null },
    ]);
  });
}
