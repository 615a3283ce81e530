import type { OrderState } from "@cartwright/contracts/order-status";
import type { Tx } from "@cartwright/db/transaction";
import {
  type MailSite,
  queueOrderCancelledMails,
  queueOrderConfirmedMails,
  queueOrderPaidByHandMails,
  queueOrderRefundedMails,
} from "../../notifications/order-mails.ts";
import { queueGiftCardMails } from "../../notifications/gift-card-mails.ts";
import { moveOrders, type OrderMove } from "../../orders/move-orders.ts";
import { appendToOutbox, type OutboxMessage } from "../../outbox/append-to-outbox.ts";
import { decideProgress, isUndoing, type Progress } from "./decide-progress.ts";
import type { LockedSaga, OrderMailKind, SagaDefinition, StepResult } from "./definition.ts";
import { isOpen } from "./saga.ts";
import { UNDO_ALARM_MS } from "./retry-policy.ts";
import type { SagaData } from "./saga-data.ts";
import { advanceSagas, type SagaAdvance } from "./sagas.sql.ts";

/** One attempt at one step, ended. */
export interface Attempt {
  readonly definition: SagaDefinition;
  readonly locked: LockedSaga;
  readonly result: StepResult;
  /** When it began, by the database's clock, if that was in an earlier transaction. */
  readonly startedAt: Date | null;
}

export interface SettledAttempt extends Attempt {
  readonly progress: Progress;
  /** True once, when an undo has been failing for so long that a person must know. */
  readonly alarm: boolean;
}

export interface SettleOptions {
  readonly random: () => number;
  /** The origin and secrets for links in mails. */
  readonly site: MailSite;
}

const MAILS: Record<OrderMailKind, typeof queueOrderConfirmedMails> = {
  confirmed: queueOrderConfirmedMails,
  cancelled: queueOrderCancelledMails,
  refunded: queueOrderRefundedMails,
  paidByHand: queueOrderPaidByHandMails,
};

/** Queues the mails that the steps ask for. It runs after the orders have moved, because the mails read them. */
async function queueMails(tx: Tx, settled: readonly SettledAttempt[], site: MailSite): Promise<void> {
  const wanted = settled.flatMap(({ locked, result }) =>
    result.mail ? [{ kind: result.mail, orderId: locked.order.id }] : [],
  );
  for (const [kind, mails] of Map.groupBy(wanted, (mail) => mail.kind)) {
    await MAILS[kind](
      tx,
      mails.map((mail) => mail.orderId),
      site,
    );
  }
  await queueGiftCardMails(
    tx,
    settled.flatMap(({ locked: { order }, result: { giftCards = [] } }) =>
      giftCards.length === 0 ? [] : [{ order, cards: giftCards }],
    ),
    site,
  );
}

const changes = (from: OrderState, to: Partial<OrderState>) => {
  const after = { ...from, ...to };
  return Object.keys(after).some((axis) => after[axis as keyof OrderState] !== from[axis as keyof OrderState]); // its own keys
};

function moveOf({ locked, result, progress }: SettledAttempt): OrderMove | null {
  const { order, saga } = locked;
  const to = result.to && changes(order.state, result.to) ? result.to : undefined;
  const events = [...(result.events ?? []), ...progress.events];
  const refundedMinor = result.refundedMinor ?? 0;
  const settles = saga.kind === "checkout" && !isOpen(progress.state) && progress.state !== "stuck";
  if (!to && events.length === 0 && refundedMinor === 0 && !settles) return null;
  return {
    orderId: order.id,
    from: order.state,
    events,
    refundedMinor,
    settles,
    ...(to ? { to } : {}),
    ...(result.cancelReason === undefined ? {} : { cancelReason: result.cancelReason }),
  };
}

/** Since when the step has failed, if this attempt failed too. */
function failingSince({ locked: { saga, now }, result }: Attempt): string | null {
  return result.kind === "retry" ? (saga.data.failingSince ?? now.toISOString()) : null;
}

/** When a person must be told of a failing undo, from now; 0 or less when it is time. Null when no one has to be, or has been. */
function alarmInMs(attempt: Attempt): number | null {
  const { saga, now } = attempt.locked;
  const since = failingSince(attempt);
  if (since === null || saga.data.alarmed || !isUndoing(attempt.definition, saga)) return null;
  return Date.parse(since) + UNDO_ALARM_MS - now.getTime();
}

function settle(attempt: Attempt, random: number): SettledAttempt {
  const { definition, locked, result } = attempt;
  const dueInMs = alarmInMs(attempt);
  const alarm = dueInMs !== null && dueInMs <= 0;
  const progress = decideProgress(definition, locked.saga, { result, random, alarmInMs: alarm ? null : dueInMs });
  return { ...attempt, progress, alarm };
}

function failureData(attempt: SettledAttempt): Partial<SagaData> {
  const { data } = attempt.locked.saga;
  const since = failingSince(attempt);
  if (since === null) return data.failingSince ? { failingSince: null, failingFor: null, alarmed: false } : {};
  const failingFor = attempt.result.kind === "retry" ? attempt.result.reason : null;
  return { failingSince: since, failingFor, ...(attempt.alarm && { alarmed: true }) };
}

function advanceOf(attempt: SettledAttempt): SagaAdvance {
  const { locked, result, progress, startedAt } = attempt;
  const { saga } = locked;
  const { state, step, attempts, wakeInMs, failure, lastError, journal } = progress;
  return {
    id: saga.id,
    state,
    step,
    attempts,
    wakeInMs,
    failure,
    lastError,
    data: { ...result.data, ...failureData(attempt), ...(progress.resumeAs ? { resumeAs: progress.resumeAs } : {}) },
    journal: {
      ...journal,
      step: saga.step,
      direction: saga.state === "compensating" ? "undo" : "do",
      startedAt: startedAt?.toISOString() ?? null,
      payload: result.data ?? null,
    },
  };
}

function nextCommandOf({ locked: { saga }, progress }: SettledAttempt): OutboxMessage[] {
  if (!progress.next) return [];
  return [
    {
      name: progress.next.command,
      key: saga.orderId,
      payload: { orderId: saga.orderId, sagaId: saga.id, version: 1 },
      delayMs: progress.next.delayMs,
      traceparent: saga.traceparent,
    },
  ];
}

/**
 * Writes the outcome of attempts for a whole batch: the state and timelines of the orders, the mails, the sagas and their
 * journal, and the commands for the next steps. It runs in the transaction that holds the effects.
 */
export async function settleAttempts(
  tx: Tx,
  attempts: readonly Attempt[],
  options: SettleOptions,
): Promise<SettledAttempt[]> {
  if (attempts.length === 0) return [];
  const settled = attempts.map((attempt) => settle(attempt, options.random()));
  const outbox: OutboxMessage[] = [];
  await moveOrders(
    tx,
    settled.flatMap((attempt) => moveOf(attempt) ?? []),
    outbox,
  );
  await queueMails(tx, settled, options.site);
  await advanceSagas(tx, settled.map(advanceOf));
  await appendToOutbox(tx, [...outbox, ...settled.flatMap(nextCommandOf)]);
  return settled;
}
