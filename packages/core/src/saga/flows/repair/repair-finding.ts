import type { RepairEffect } from "@cartwright/contracts/books";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import type { ChargeOutcome, PaymentGateways } from "../../../kernel/payment-gateway.ts";
import { appendOrderEvents, lockOrders } from "../../../orders/move-orders.ts";
import type { Payment } from "../../../payments/payment.ts";
import { lockPaymentsOf } from "../../../payments/read-payments.ts";
import { forgetRepair, noteRepair, type OneFinding } from "../../../payments/reconciliation-state.ts";
import { recordRefund, requestRefund } from "../../../payments/refund-payment.ts";
import { cancelCharge } from "../../../payments/request-charge.ts";
import { lockUnfinishedSaga } from "../../engine/unfinished-sagas.ts";
import { type LockedRepair, recordCharge, REPAIRS } from "./apply-repair.ts";
import { planRepair } from "./plan-repair.ts";
import { type FoundRepair, readOwnFacts, readRepair } from "./read-repair.ts";

type RepairDeps = Deps & { readonly gateways: PaymentGateways };

export interface RepairRequest extends OneFinding {
  /** As previewed. */
  readonly effect: RepairEffect;
  readonly amountMinor: number;
  readonly reason: string;
  /** Runs in the transaction of the repair, with the order's number. */
  readonly also: (tx: Tx, orderNumber: string) => Promise<void>;
}

const changed = () => new AppError("stale_write", { message: getTranslations("errorDetails")("repairChanged") });

/** Locks sagas, order and payment, as everywhere in this order, and plans again from what holds now. */
async function lockRepair(tx: Tx, request: RepairRequest, outcome: ChargeOutcome | null): Promise<LockedRepair> {
  const { orderId, reason } = request;
  await lockUnfinishedSaga(tx, orderId);
  const order = (await lockOrders(tx, [orderId])).get(orderId) ?? null;
  await lockPaymentsOf(tx, orderId);
  const facts = { ...(await readOwnFacts(tx, request)), outcome };
  return { orderId, order, facts, plan: planRepair(facts), reason };
}

const isSame = (request: RepairRequest, { plan }: Pick<FoundRepair, "plan">) =>
  plan.effect === request.effect && plan.amountMinor === request.amountMinor;

/**
 * Repairs a finding as previewed. The plan is made again under the locks: a webhook or another person who was faster leaves
 * nothing to do, and anything else than what was previewed is refused. What is written is written by the same use cases and sagas
 * as ever; calls to the provider follow the commit with keys of their own, so that repeating a repair acts once. Returns whether
 * this call acted. Throws `stale_write`, and as {@link readRepair}.
 */
export async function repairFinding(deps: RepairDeps, request: RepairRequest): Promise<boolean> {
  const { facts, plan } = await readRepair(deps, request);
  if (plan.effect === "nothing_left") return false;
  if (!isSame(request, { plan })) throw changed();
  await deps.failPoints.pass("repair.before-locks", plan.effect);
  const locked = await inTransaction(deps.db, async (tx) => {
    const now = await lockRepair(tx, request, facts.outcome);
    if (now.plan.effect === "nothing_left") return null;
    if (!isSame(request, now)) throw changed();
    if (!(await noteRepair(tx, request, now.plan.effect))) return null;
    await noteOnTimeline(tx, now);
    await REPAIRS[now.plan.effect](tx, now);
    await request.also(tx, now.facts.order?.number ?? now.facts.payment?.orderNumber ?? request.orderId);
    return now;
  });
  deps.nudgeRelay();
  if (!locked) return false;
  try {
    await callProvider(deps, request, locked);
  } catch (error) {
    await forgetRepair(deps.db, request);
    throw error;
  }
  return true;
}

async function noteOnTimeline(tx: Tx, { orderId, order, plan, facts }: LockedRepair): Promise<void> {
  // An order that is cancelled says so itself.
  if (!order || plan.effect === "cancel_order") return;
  const message = getTranslations("orderUpdates")("corrected");
  const data = { finding: facts.finding, repair: plan.effect, amountMinor: plan.amountMinor };
  const events = [{ type: "payment.corrected" as const, message, data }];
  await appendOrderEvents(tx, [{ order: { orderId, from: order.state }, events }]);
}

/** What a repair does at the provider. Each call carries a key that was fixed before, or may be repeated. */
async function callProvider(deps: RepairDeps, request: RepairRequest, locked: LockedRepair): Promise<void> {
  const { effect, refunds } = locked.plan;
  const { payment } = locked.facts;
  if (!payment) return;
  if (effect === "send_refund") for (const refund of refunds) await requestRefund(deps.gateways, payment, refund);
  if (effect === "end_charge") await endCharge(deps, request, payment);
  if ((effect === "refund_rest" || effect === "start_refund") && !locked.order)
    await sendWithoutOrder(deps, request, payment);
}

async function endCharge(deps: RepairDeps, request: RepairRequest, payment: Payment): Promise<void> {
  const outcome = await cancelCharge(deps.gateways, payment);
  await inTransaction(deps.db, async (tx) => {
    const now = await lockRepair(tx, request, outcome);
    await recordCharge(tx, { ...now, plan: { ...now.plan, effect: "record_charge" } }, outcome);
  });
  deps.nudgeRelay();
}

/** A refund of money for which there is no order, and so no saga: its own key makes it repeatable. */
async function sendWithoutOrder(deps: RepairDeps, request: RepairRequest, payment: Payment): Promise<void> {
  const { refunds } = await readOwnFacts(deps.db, request);
  const open = refunds.filter(({ state }) => state === "intent");
  for (const refund of open) {
    const { providerRef } = await requestRefund(deps.gateways, payment, refund);
    await inTransaction(deps.db, (tx) => recordRefund(tx, { paymentId: payment.id, refundId: refund.id, providerRef }));
  }
}
