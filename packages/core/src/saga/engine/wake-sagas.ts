import type { OrderId } from "@cartwright/contracts/ids";
import { QUEUE_OF, type SagaCommandName } from "@cartwright/contracts/messages";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Deps } from "../../kernel/deps.ts";
import { findOrderNumbers } from "../../orders/find-order-numbers.ts";
import { lockOrders, moveOrders } from "../../orders/move-orders.ts";
import { appendToOutbox, type OutboxMessage } from "../../outbox/append-to-outbox.ts";
import { STEP_TIMEOUT_MS } from "./decide-progress.ts";
import { readPausedQueues } from "../../queues/paused-queues.ts";
import { RESUME_ACTION } from "./operator-actions.ts";
import { definitionOf, directionOf, type SagaRegistry } from "./definition.ts";
import type { Saga } from "./saga.ts";
import {
  advanceSagas,
  claimDueSagas,
  countRetry,
  escalateStuckSagas,
  type FailingSaga,
  lockStuckSagas,
  makeFailingDue,
  selectFailing,
  type StuckPolicy,
} from "./sagas.sql.ts";

type Wakeable = Pick<Saga, "id" | "orderId" | "kind" | "version" | "state" | "step" | "traceparent">;

function commandOf(registry: SagaRegistry, saga: Wakeable): (OutboxMessage & { readonly name: SagaCommandName })[] {
  const direction = directionOf(definitionOf(registry, saga), saga);
  if (!direction) return [];
  const payload = { orderId: saga.orderId, sagaId: saga.id, version: 1 as const };
  return [{ name: direction.command, key: saga.orderId, payload, traceparent: saga.traceparent }];
}

/**
 * Wakes sagas that are due: those that wait for a provider or a shopper, and those whose last command was lost. Each gets a
 * new command; if the old one was not lost after all, the second finds the saga moved on and does nothing. Those whose queue is
 * paused get none, or the queue would grow by one for each of them every minute. Returns how many were woken.
 */
export async function wakeDueSagas(deps: Deps, registry: SagaRegistry, limit: number): Promise<number> {
  const woken = await inTransaction(deps.db, async (tx) => {
    const due = await claimDueSagas(tx, limit, STEP_TIMEOUT_MS);
    if (due.length === 0) return 0;
    const paused = await readPausedQueues(tx);
    const commands = due.flatMap((saga) => commandOf(registry, saga)).filter(({ name }) => !paused.has(QUEUE_OF[name]));
    await appendToOutbox(tx, commands);
    return commands.length;
  });
  if (woken > 0) deps.nudgeRelay();
  return woken;
}

/** After a provider's return, its sagas are retried over this time. */
const RETURN_SPREAD_MS = 5_000;
/**
 * And with this rest, times the cube of the attempts: a second after the sixth, 40 s after the twentieth, 18 minutes after the last.
 * A provider that responds to look-ups and refuses refunds returns every few seconds, and would use up the attempts of a day.
 */
const RETURN_REST_MS = 5;

/** Sagas looked at by one statement. */
const FAILING_PAGE = 200;
/** The failing sagas of a long outage: 100,000. */
const FAILING_PAGES_MAX = 500;

/**
 * Retries failing steps without waiting for all of the rest of their backoff, of those orders that `ordersOf` picks. Returns how many.
 */
export async function wakeFailingSagas(
  deps: Pick<Deps, "db">,
  ordersOf: (orderIds: readonly OrderId[]) => Promise<ReadonlySet<OrderId>>,
): Promise<number> {
  let woken = 0;
  let after: FailingSaga | null = null;
  for (let page = 0; page < FAILING_PAGES_MAX; page += 1) {
    const failing: FailingSaga[] = await selectFailing(deps.db, {
      after,
      limit: FAILING_PAGE,
      restMs: RETURN_SPREAD_MS,
    });
    const wanted = await ordersOf(failing.map(({ orderId }) => orderId));
    const ids = failing.filter(({ orderId }) => wanted.has(orderId)).map(({ id }) => id);
    await makeFailingDue(deps.db, ids, { spreadMs: RETURN_SPREAD_MS, restMs: RETURN_REST_MS });
    woken += ids.length;
    after = failing.at(-1) ?? null;
    if (failing.length < FAILING_PAGE) break;
  }
  return woken;
}

/**
 * The sweeper retries a stuck saga after one hour, then after two, four, eight and sixteen more: most causes are repaired
 * within a day. After that only a person can help.
 */
export const STUCK_POLICY: StuckPolicy = { restMs: 3_600_000, retriesMax: 5 };

/**
 * Retries sagas that have been stuck for long enough, and escalates those whose retries are exhausted: they stay stuck with
 * everything they hold, and the log names each once. Returns how many were retried or escalated.
 */
export async function retryStuckSagas(
  deps: Deps,
  registry: SagaRegistry,
  page: { readonly limit: number; readonly policy: StuckPolicy },
): Promise<number> {
  const { limit, policy } = page;
  const { retried, escalated, numbers } = await inTransaction(deps.db, async (tx) => {
    const stuck = await lockStuckSagas(tx, limit, policy);
    await resumeStuckSagas(tx, registry, stuck);
    await countRetry(
      tx,
      stuck.map((saga) => saga.id),
    );
    const given = await escalateStuckSagas(tx, limit, policy.retriesMax);
    // Before the commit: each is named once, so its line must not be lost with a connection.
    const found = await findOrderNumbers(
      tx,
      given.map(({ orderId }) => orderId),
    );
    return { retried: stuck.length, escalated: given, numbers: found };
  });
  if (retried > 0) deps.nudgeRelay();
  for (const { id: sagaId, orderId, kind, step, failure, lastError } of escalated) {
    const facts = {
      orderNumber: numbers.get(orderId),
      orderId,
      sagaId,
      kind,
      step,
      reason: failure ?? undefined,
      error: lastError ?? undefined,
    };
    deps.logger.error(
      { ...facts, action: RESUME_ACTION },
      "a stuck saga waits for a person: it is no longer retried by itself",
    );
  }
  return retried + escalated.length;
}

/** Resumes stuck sagas in the direction they were going. Their rows are locked. */
export async function resumeStuckSagas(tx: Tx, registry: SagaRegistry, stuck: readonly Saga[]): Promise<void> {
  const resumed = stuck.map((saga) => ({ ...saga, state: saga.data.resumeAs ?? ("compensating" as const) }));
  const orders = await lockOrders(
    tx,
    resumed.map((saga) => saga.orderId),
  );
  await moveOrders(
    tx,
    resumed.flatMap(({ orderId }) => {
      const order = orders.get(orderId);
      const events = [{ type: "saga.resumed" as const, message: getTranslations("orderUpdates")("resumed") }];
      return order ? [{ orderId, from: order.state, events }] : [];
    }),
  );
  await advanceSagas(
    tx,
    resumed.map((saga) => ({
      id: saga.id,
      state: saga.state,
      step: saga.step,
      attempts: 0,
      wakeInMs: STEP_TIMEOUT_MS,
      failure: saga.failure,
      lastError: null,
      data: {},
      journal: {
        step: saga.step,
        direction: saga.state === "compensating" ? ("undo" as const) : ("do" as const),
        attempt: saga.attempts + 1,
        outcome: "waiting" as const,
        startedAt: null,
        error: "resumed after it was stuck",
        payload: null,
      },
    })),
  );
  await appendToOutbox(
    tx,
    resumed.flatMap((saga) => commandOf(registry, saga)),
  );
}
