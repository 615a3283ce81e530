import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { appendToOutbox, type OutboxMessage } from "../../outbox/append-to-outbox.ts";
import { lockOrders, moveOrders } from "../../orders/move-orders.ts";
import { SILENCE_MS_MAX } from "./decide-progress.ts";
import { definitionOf, type SagaRegistry, stepOf } from "./definition.ts";
import type { Saga } from "./saga.ts";
import {
  advanceSagas,
  claimDueSagas,
  countRetry,
  escalateStuckSagas,
  lockStuckSagas,
  type StuckPolicy,
} from "./sagas.sql.ts";

type Wakeable = Pick<Saga, "id" | "orderId" | "kind" | "version" | "state" | "step" | "traceparent">;

function commandsFor(registry: SagaRegistry, saga: Wakeable): OutboxMessage[] {
  const step = stepOf(definitionOf(registry, saga), saga.step);
  const direction = saga.state === "compensating" ? step.undo : step.do;
  if (!direction) return [];
  const payload = { orderId: saga.orderId, sagaId: saga.id, version: 1 as const };
  return [{ name: direction.command, key: saga.orderId, payload, traceparent: saga.traceparent }];
}

/**
 * Wakes sagas whose time has come: those that wait (for a provider, for a shopper) and those whose last command was lost on
 * the way. Each gets a new command; one that was not lost after all finds the saga moved and does nothing. Answers how many.
 */
export async function wakeDueSagas(deps: Deps, registry: SagaRegistry, limit: number): Promise<number> {
  const woken = await inTransaction(deps.db, async (tx) => {
    const due = await claimDueSagas(tx, limit, SILENCE_MS_MAX);
    await appendToOutbox(
      tx,
      due.flatMap((saga) => commandsFor(registry, saga)),
    );
    return due.length;
  });
  if (woken > 0) deps.nudgeRelay();
  return woken;
}

/**
 * A stuck saga is tried again by itself after one hour, then after two, four, eight and sixteen: whatever was broken may be
 * mended within a day. After that only a person can help.
 */
export const STUCK_POLICY: StuckPolicy = { restMs: 3_600_000, retriesMax: 5 };

/**
 * Tries sagas again that have been stuck for long enough, and hands those over to a person that were tried often enough:
 * they stay stuck with all they hold, and the log names each once. Answers how many were tried or handed over.
 */
export async function retryStuckSagas(
  deps: Deps,
  registry: SagaRegistry,
  page: { readonly limit: number; readonly policy: StuckPolicy },
): Promise<number> {
  const { limit, policy } = page;
  const { retried, escalated } = await inTransaction(deps.db, async (tx) => {
    const stuck = await lockStuckSagas(tx, limit, policy);
    await resume(tx, registry, stuck);
    await countRetry(
      tx,
      stuck.map((saga) => saga.id),
    );
    return { retried: stuck.length, escalated: await escalateStuckSagas(tx, limit, policy.retriesMax) };
  });
  if (retried > 0) deps.nudgeRelay();
  for (const { id: sagaId, orderId, kind, step, failure } of escalated) {
    deps.logger.error({ sagaId, orderId, kind, step, reason: failure }, "saga waits for a person");
  }
  return retried + escalated.length;
}

/** Sets stuck sagas going again, the way they were going. Their rows are locked. */
export async function resume(tx: Tx, registry: SagaRegistry, stuck: readonly Saga[]): Promise<void> {
  const resumed = stuck.map((saga) => ({ ...saga, state: saga.data.resumeAs ?? ("compensating" as const) }));
  const orders = await lockOrders(
    tx,
    resumed.map((saga) => saga.orderId),
  );
  await moveOrders(
    tx,
    resumed.flatMap(({ orderId }) => {
      const order = orders.get(orderId);
      const events = [{ type: "saga.resumed" as const, message: "We are on it again." }];
      return order ? [{ orderId, from: order.status, to: null, events }] : [];
    }),
  );
  await advanceSagas(
    tx,
    resumed.map((saga) => ({
      id: saga.id,
      state: saga.state,
      step: saga.step,
      attempts: 0,
      wakeInMs: SILENCE_MS_MAX,
      failure: saga.failure,
      lastError: null,
      data: {},
      journal: {
        step: saga.step,
        direction: saga.state === "compensating" ? ("undo" as const) : ("do" as const),
        attempt: saga.attempts + 1,
        outcome: "waiting" as const,
        startedAt: null,
        error: "tried again after a rest",
        payload: null,
      },
    })),
  );
  await appendToOutbox(
    tx,
    resumed.flatMap((saga) => commandsFor(registry, saga)),
  );
}
