import type { RepairEffect } from "@cartwright/contracts/books";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../../kernel/app-error.ts";
import { derivedId } from "../../../kernel/ids.ts";
import type { ChargeOutcome } from "../../../kernel/payment-gateway.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import { appendToOutbox } from "../../../outbox/append-to-outbox.ts";
import { bookMissing } from "../../../payments/book-missing.ts";
import { overpaidKey } from "../../../payments/overpaid-key.ts";
import type { Payment, Refund } from "../../../payments/payment.ts";
import { resolveFinding } from "../../../payments/reconciliation-state.ts";
import { recordLockedOutcomes } from "../../../payments/record-outcomes.ts";
import { openRefund, recordRefund } from "../../../payments/refund-payment.ts";
import { resumeUnfinished } from "../../engine/resume-saga.ts";
import { startSaga } from "../../engine/start-saga.ts";
import { cancelConfirmed } from "../cancellation/cancel-order.ts";
import { REFUND, SAGAS } from "../definitions.ts";
import type { Repair, RepairFacts } from "./plan-repair.ts";

/** A repair under the locks of its order's sagas, the order and the payment. */
export interface LockedRepair {
  readonly orderId: OrderId;
  readonly order: LockedOrder | null;
  readonly facts: RepairFacts;
  readonly plan: Repair;
  readonly reason: string;
}

type Act = (tx: Tx, locked: LockedRepair) => Promise<void>;

/** The payment that the plan of this effect had. */
function paymentOf({ facts: { payment } }: LockedRepair): Payment {
  if (!payment) throw new Error("a repair of a payment was planned without one");
  return payment;
}

/** Starts the saga that makes a refund, or brings the order in line with one that is made. */
async function startRefund(tx: Tx, { orderId, order, reason }: LockedRepair, refund: Refund): Promise<void> {
  // Without an order there is no saga: the caller sends the refund.
  if (!order) return;
  const data = { reason: reason.slice(0, 200), refundMinor: refund.amountMinor, refundKey: refund.idempotencyKey };
  await startSaga(tx, REFUND, { orderId, data, traceparent: null });
}

async function open(tx: Tx, locked: LockedRepair, key: string): Promise<Refund> {
  const { id: paymentId } = paymentOf(locked);
  const { amountMinor } = locked.plan;
  const opened = await openRefund(tx, { paymentId, amountMinor, idempotencyKey: key, reason: locked.reason });
  if (!opened.refund) throw new AppError("illegal_transition");
  return opened.refund;
}

/** A key for each amount that was refunded before: the same repair has the same one. */
const restKey = ({ id, refundedMinor }: Payment) => derivedId("repair refund", id, String(refundedMinor));

async function refundRest(tx: Tx, locked: LockedRepair): Promise<void> {
  await startRefund(tx, locked, await open(tx, locked, restKey(paymentOf(locked))));
}

async function refundOverpaid(tx: Tx, locked: LockedRepair): Promise<void> {
  await startRefund(tx, locked, await open(tx, locked, overpaidKey(paymentOf(locked).id)));
}

/** Records what the provider says, as its webhook would, and wakes the payment's saga. */
export async function recordCharge(tx: Tx, locked: LockedRepair, outcome: ChargeOutcome): Promise<void> {
  const payment = paymentOf(locked);
  const isWanted = locked.plan.effect === "record_charge";
  await recordLockedOutcomes(tx, [{ payment, outcome, isWanted }]);
  const { orderId, sagaId, traceparent } = payment;
  if (!locked.order) return;
  await appendToOutbox(tx, [
    { name: "payment.process", key: orderId, payload: { orderId, sagaId, version: 1 }, traceparent },
  ]);
}

async function recordOwnCharge(tx: Tx, locked: LockedRepair): Promise<void> {
  const { outcome } = locked.facts;
  if (outcome) await recordCharge(tx, locked, outcome);
}

/** A refund that was made at the provider. Its report names no refund, so the charge stands for it. */
async function recordProviderRefund(tx: Tx, locked: LockedRepair): Promise<void> {
  const payment = paymentOf(locked);
  const refund = await open(tx, locked, derivedId("refund at provider", payment.id, String(payment.refundedMinor)));
  const made = await recordRefund(tx, {
    paymentId: payment.id,
    refundId: refund.id,
    providerRef: payment.providerRef ?? refund.id,
  });
  await startRefund(tx, locked, made.refund);
}

async function startWaiting(tx: Tx, locked: LockedRepair): Promise<void> {
  const refund = locked.facts.refunds.find(({ state }) => state === "intent");
  if (refund) await startRefund(tx, locked, refund);
}

/** The saga finds the refund made, and brings the order in line with the payment. */
async function alignOrder(tx: Tx, locked: LockedRepair): Promise<void> {
  const refund = locked.facts.refunds.findLast(({ state }) => state === "done");
  if (!refund) throw new AppError("illegal_transition");
  await startRefund(tx, locked, refund);
}

async function cancelUnpaid(tx: Tx, { order, reason }: LockedRepair): Promise<void> {
  if (order) await cancelConfirmed(tx, order, { by: "staff", reason: reason.slice(0, 200), isUnpaid: true });
}

const nothing: Act = async () => undefined;

/** What each repair writes. Those that only call the provider write nothing here. */
export const REPAIRS: Readonly<Record<RepairEffect, Act>> = {
  refund_rest: refundRest,
  refund_overpaid: refundOverpaid,
  record_charge: recordOwnCharge,
  record_and_refund: recordOwnCharge,
  end_charge: nothing,
  retry_saga: (tx, { orderId }) => resumeUnfinished(tx, SAGAS, orderId),
  start_refund: startWaiting,
  book_missing: (tx, locked) => bookMissing(tx, paymentOf(locked), locked.facts.refunds),
  record_refund: recordProviderRefund,
  send_refund: nothing,
  align_order: alignOrder,
  cancel_order: cancelUnpaid,
  confirm_record: (tx, { orderId, facts }) => resolveFinding(tx, { orderId, finding: facts.finding }),
  mark_checked: (tx, { orderId, facts }) => resolveFinding(tx, { orderId, finding: facts.finding }),
  nothing_left: nothing,
  by_hand: nothing,
};
