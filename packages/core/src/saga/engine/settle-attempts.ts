import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox, type OutboxMessage } from "../../outbox/append-to-outbox.ts";
import {
  type MailSite,
  queueOrderCancelledMails,
  queueOrderConfirmedMails,
  queueOrderRefundedMails,
} from "../../notifications/order-mails.ts";
import { moveOrders, type OrderMove } from "../../orders/move-orders.ts";
import { decideProgress, type Progress } from "./decide-progress.ts";
import type { LockedSaga, OrderMailKind, SagaDefinition, StepResult } from "./definition.ts";
import { advanceSagas, type SagaAdvance } from "./sagas.sql.ts";
import { isOpen } from "./saga.ts";

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
}

export interface SettleOptions {
  readonly random: () => number;
  /** What links in mails are made of. */
  readonly site: MailSite;
}

const MAILS: Record<OrderMailKind, typeof queueOrderConfirmedMails> = {
  confirmed: queueOrderConfirmedMails,
  cancelled: queueOrderCancelledMails,
  refunded: queueOrderRefundedMails,
};

/** Queues the mails that the steps call for, after the orders' moves: the mails read them. */
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
}

function moveOf({ locked, result, progress }: SettledAttempt): OrderMove | null {
  const { order, saga } = locked;
  const to = result.status !== undefined && result.status !== order.status ? result.status : null;
  const events = [...(result.events ?? []), ...progress.events];
  const refundedMinor = result.refundedMinor ?? 0;
  const settles = saga.kind === "checkout" && !isOpen(progress.state) && progress.state !== "stuck";
  if (to === null && events.length === 0 && refundedMinor === 0 && !settles) return null;
  return {
    orderId: order.id,
    from: order.status,
    to,
    events,
    refundedMinor,
    settles,
    ...(result.cancelReason === undefined ? {} : { cancelReason: result.cancelReason }),
  };
}

function advanceOf({ locked, result, progress, startedAt }: SettledAttempt): SagaAdvance {
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
    data: { ...result.data, ...(progress.resumeAs ? { resumeAs: progress.resumeAs } : {}) },
    journal: {
      ...journal,
      step: saga.step,
      direction: saga.state === "compensating" ? "undo" : "do",
      startedAt: startedAt?.toISOString() ?? null,
      payload: result.data ?? null,
    },
  };
}

function commandOf({ locked, progress }: SettledAttempt): OutboxMessage[] {
  if (!progress.next) return [];
  const { saga } = locked;
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
 * Writes what became of attempts at steps, for the whole batch at once: the orders' status and timelines, the mails, the
 * sagas and their journal, and the commands that wake the next steps. In the transaction that holds the effects.
 */
export async function settleAttempts(
  tx: Tx,
  attempts: readonly Attempt[],
  options: SettleOptions,
): Promise<SettledAttempt[]> {
  if (attempts.length === 0) return [];
  const settled = attempts.map((attempt) => ({
    ...attempt,
    progress: decideProgress(attempt.definition, attempt.locked.saga, {
      result: attempt.result,
      random: options.random(),
    }),
  }));
  const outbox: OutboxMessage[] = [];
  await moveOrders(
    tx,
    settled.flatMap((attempt) => moveOf(attempt) ?? []),
    outbox,
  );
  await queueMails(tx, settled, options.site);
  await advanceSagas(tx, settled.map(advanceOf));
  await appendToOutbox(tx, [...outbox, ...settled.flatMap(commandOf)]);
  return settled;
}
