import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox, type OutboxMessage } from "../kernel/outbox.ts";
import { lockOrders, moveOrders } from "../orders/move-orders.ts";
import { SILENCE_MS_MAX } from "./decide-progress.ts";
import { definitionOf, type SagaRegistry, stepOf } from "./definition.ts";
import type { Saga } from "./saga.ts";
import { advanceSagas, claimDueSagas, lockStuckSagas } from "./sagas.sql.ts";

type Wakeable = Pick<Saga, "id" | "orderId" | "kind" | "version" | "state" | "step" | "traceparent">;

function wakeUp(registry: SagaRegistry, saga: Wakeable): OutboxMessage[] {
  const step = stepOf(definitionOf(registry, saga), saga.step);
  const half = saga.state === "compensating" ? step.undo : step.do;
  if (!half) return [];
  const payload = { orderId: saga.orderId, sagaId: saga.id, version: 1 as const };
  return [{ name: half.command, key: saga.orderId, payload, traceparent: saga.traceparent }];
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
      due.flatMap((saga) => wakeUp(registry, saga)),
    );
    return due.length;
  });
  if (woken > 0) deps.nudgeRelay();
  return woken;
}

/** How long a stuck saga rests before it is tried again by itself. */
export const STUCK_REST_MS = 3_600_000;

/** Tries sagas again that have been stuck for `restMs`: whatever was broken may be mended. Answers how many. */
export async function retryStuckSagas(
  deps: Deps,
  registry: SagaRegistry,
  page: { readonly limit: number; readonly restMs: number },
): Promise<number> {
  const retried = await inTransaction(deps.db, async (tx) => {
    const stuck = await lockStuckSagas(tx, page.limit, page.restMs);
    await resume(tx, registry, stuck);
    return stuck.length;
  });
  if (retried > 0) deps.nudgeRelay();
  return retried;
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
    resumed.flatMap((saga) => wakeUp(registry, saga)),
  );
}
