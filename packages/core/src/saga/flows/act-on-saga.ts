import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import { type Currency, SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { SagaActs, SagaRefusal } from "@cartwright/contracts/saga-acts";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendOrderEvents } from "../../orders/move-orders.ts";
import type { Payment } from "../../payments/payment.ts";
import { holdsMoney, isOpen as isUndecided } from "../../payments/payment-state.ts";
import { readPaymentsOfOrders } from "../../payments/read-payments.ts";
import { compensateSaga } from "../engine/compensate-saga.ts";
import { definitionOf } from "../engine/definition.ts";
import type { LockedSaga } from "../engine/definition.ts";
import { isOpen, type Saga } from "../engine/saga.ts";
import { lockForHand, settleByHand } from "../engine/settle-by-hand.ts";
import type { SettleOptions } from "../engine/settle-attempts.ts";
import { lockUnfinishedSaga, readSaga } from "../engine/unfinished-sagas.ts";
import { SAGAS } from "./definitions.ts";
import { isFailing } from "./refund/failing-refund.ts";
import { directionNow, skipEffectOf } from "./skippable-steps.ts";

const hasEnded = ({ state }: Saga) => state === "completed" || state === "compensated";

function skipRefusal(saga: Saga): SagaRefusal | null {
  if (hasEnded(saga)) return "ended";
  if (skipEffectOf(saga) === null) return "step_needed";
  return isFailing(saga) ? null : "not_failing";
}

function compensateRefusal(saga: Saga): SagaRefusal | null {
  if (hasEnded(saga)) return "ended";
  if (definitionOf(SAGAS, saga).onExhausted !== "compensate") return "no_way_back";
  return directionNow(saga) === "undo" ? "already_undoing" : null;
}

/** The steps that a compensation undoes, the present one first. */
function stepsBack(saga: Saga): string[] {
  const { steps } = definitionOf(SAGAS, saga);
  const at = steps.findIndex(({ name }) => name === saga.step);
  return steps
    .slice(0, at + 1)
    .toReversed()
    .flatMap(({ name, undo }) => (undo ? [name] : []));
}

const leftOf = (payment: Payment | undefined) =>
  payment && holdsMoney(payment.state) ? payment.amountMinor - payment.refundedMinor : 0;

/** What skipping and compensating would do to a saga as it is now. Throws `not_found`. */
export async function previewSagaActs(db: Db, orderId: OrderId, sagaId: SagaId): Promise<SagaActs> {
  const saga = await readSaga(db, sagaId);
  if (saga?.orderId !== orderId) throw new AppError("not_found");
  const payment = (await readPaymentsOfOrders(db, [orderId])).get(orderId);
  const currency: Currency = payment?.currency ?? SHOP_CURRENCY;
  const skip = skipRefusal(saga);
  const compensate = compensateRefusal(saga);
  return {
    step: saga.step,
    direction: directionNow(saga),
    skip: { effect: skip === null ? skipEffectOf(saga) : null, refusal: skip },
    compensate: {
      steps: compensate === null ? stepsBack(saga) : [],
      refundMinor: leftOf(payment),
      currency,
      mayBeCharged: (saga.data.chargeMayExist ?? false) && (payment === undefined || isUndecided(payment.state)),
      refusal: compensate,
    },
  };
}

/** Locks a saga of an order with the order. Sagas are locked before orders, as everywhere. Throws `not_found`. */
async function lock(tx: Tx, orderId: OrderId, sagaId: SagaId): Promise<LockedSaga> {
  const running = await lockUnfinishedSaga(tx, orderId);
  const locked = await lockForHand(tx, sagaId);
  if (locked?.order.id !== orderId) throw new AppError("not_found");
  const { saga } = locked;
  // Of the sagas of an order only one may run.
  if (saga.state === "stuck" && running && running.id !== saga.id && isOpen(running.state))
    throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("sagaBusy") });
  return locked;
}

interface SagaOfOrder {
  readonly orderId: OrderId;
  readonly sagaId: SagaId;
  readonly reason: string;
}

const refuse = (refusal: SagaRefusal) =>
  new AppError("illegal_transition", { message: getTranslations("errorDetails")(`saga.${refusal}`) });

/**
 * Ends the failing step of a saga without its effect, and sends the saga on. Idempotent by step: when the saga has moved on from
 * it, nothing is done. Returns whether this call acted. Throws `not_found`, and `illegal_transition` when the step may not be
 * skipped or does not fail. Call `deps.nudgeRelay()` after the commit.
 */
export async function skipStep(
  tx: Tx,
  options: { readonly site: SettleOptions["site"] },
  { orderId, sagaId, reason, step }: SagaOfOrder & { readonly step: string },
): Promise<boolean> {
  const locked = await lock(tx, orderId, sagaId);
  if (locked.saga.step !== step || hasEnded(locked.saga)) return false;
  const refusal = skipRefusal(locked.saga);
  if (refusal !== null) throw refuse(refusal);
  const events = [{ type: "saga.resumed" as const, message: getTranslations("orderUpdates")("resumed") }];
  const result = { kind: "done" as const, skipped: reason, events };
  await settleByHand(tx, { registry: SAGAS, site: options.site, random: Math.random }, { locked, result });
  return true;
}

/**
 * Undoes what a checkout has done so far, from its present step backwards. A step that finishes at that moment is undone as well:
 * its outcome is recorded, and the saga does not follow it. Returns false when it is being undone already. Throws as
 * {@link skipStep}.
 */
export async function compensateNow(tx: Tx, { orderId, sagaId, reason }: SagaOfOrder): Promise<boolean> {
  const { saga, order } = await lock(tx, orderId, sagaId);
  if (saga.state === "compensated" || directionNow(saga) === "undo") return false;
  const refusal = compensateRefusal(saga);
  if (refusal !== null) throw refuse(refusal);
  const message = getTranslations("orderUpdates")("undoing");
  await appendOrderEvents(tx, [{ order: { orderId, from: order.state }, events: [{ type: "saga.undoing", message }] }]);
  const data = { reason: reason.slice(0, 200), cancelledBy: "staff" as const };
  await compensateSaga(tx, SAGAS, { saga, failure: "cancelled", reason, data });
  return true;
}
