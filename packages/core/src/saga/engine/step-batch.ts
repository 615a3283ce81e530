import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { takeFromInbox } from "../../outbox/take-from-inbox.ts";
import { STEP_TIMEOUT_MS } from "./decide-progress.ts";
import {
  type BeginResult,
  type CallOutcome,
  definitionOf,
  type LocalAction,
  type LockedSaga,
  type RemoteAction,
  type SagaRegistry,
  type StepResults,
  type StepSettings,
} from "./definition.ts";
import type { Saga } from "./saga.ts";
import { advanceSagas, type SagaAdvance } from "./sagas.sql.ts";
import { lockSagasWithOrders, type ReceivedCommand, type RunnableCommand, selectRunnable } from "./select-runnable.ts";
import { type Attempt, settleAttempts, type SettledAttempt, type SettleOptions } from "./settle-attempts.ts";

/** How a command ended. `stale`: it was handled before, or its saga has moved on. `unknown`: its order or saga does not exist. */
export type Outcome = "done" | "refused" | "retry" | "waiting" | "again" | "stale" | "unknown";

export interface StepContext extends Pick<Deps, "db" | "failPoints"> {
  readonly registry: SagaRegistry;
  readonly settings: StepSettings;
  readonly site: SettleOptions["site"];
  readonly random: () => number;
}

/** A call to an external service whose intent is written. `position` is where the saga was then. */
export interface RemoteCall {
  readonly messageId: MessageId;
  readonly sagaId: SagaId;
  readonly position: Pick<Saga, "state" | "step">;
  readonly startedAt: Date;
  readonly action: RemoteAction;
  readonly request: unknown;
}

export interface BatchResult<Result> {
  /** One per command, in order. */
  readonly results: Result[];
  readonly attempts: SettledAttempt[];
}

function attemptsOf(runnable: readonly RunnableCommand[], results: StepResults): Attempt[] {
  return runnable.map(({ definition, locked }) => {
    const result = results.get(locked.saga.id);
    if (!result) throw new Error(`step ${locked.saga.step} returned no result for saga ${locked.saga.id}`);
    return { definition, locked, result, startedAt: null };
  });
}

/** Writes the intent to the journal and to the saga's data before the call is made. */
function intentOf({ saga }: LockedSaga, data: SagaAdvance["data"]): SagaAdvance {
  return {
    id: saga.id,
    state: saga.state,
    step: saga.step,
    attempts: saga.attempts,
    wakeInMs: STEP_TIMEOUT_MS,
    failure: saga.failure,
    lastError: null,
    data,
    journal: {
      step: saga.step,
      direction: saga.state === "compensating" ? "undo" : "do",
      attempt: saga.attempts + 1,
      outcome: "intent",
      startedAt: null,
      error: null,
      payload: null,
    },
  };
}

type LocalCommand = RunnableCommand & { direction: { action: LocalAction } };
type RemoteCommand = RunnableCommand & { direction: { action: RemoteAction } };
const isLocal = (command: RunnableCommand): command is LocalCommand => command.direction.action.kind === "local";
const isRemote = (command: RunnableCommand): command is RemoteCommand => command.direction.action.kind === "remote";

async function runLocal(tx: Tx, runnable: readonly LocalCommand[], settings: StepSettings): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const [action, group] of Map.groupBy(runnable, ({ direction }) => direction.action)) {
    const sagas = group.map(({ locked }) => locked);
    attempts.push(...attemptsOf(group, await action.run(tx, sagas, settings)));
  }
  return attempts;
}

/** The remote steps of a batch: those that ended without a call, and the calls of the others. */
interface BegunRemotely {
  readonly settled: readonly RunnableCommand[];
  readonly attempts: readonly Attempt[];
  readonly calls: readonly RemoteCall[];
  readonly intents: readonly SagaAdvance[];
}

async function beginRemote(tx: Tx, runnable: readonly RemoteCommand[], settings: StepSettings): Promise<BegunRemotely> {
  const settled: RunnableCommand[] = [];
  const results: StepResults = new Map();
  const calls: RemoteCall[] = [];
  const intents: SagaAdvance[] = [];
  for (const [action, group] of Map.groupBy(runnable, ({ direction }) => direction.action)) {
    const sagas = group.map(({ locked }) => locked);
    const begun: ReadonlyMap<SagaId, BeginResult<unknown>> = await action.begin(tx, sagas, settings);
    for (const command of group) {
      const { messageId, locked } = command;
      const { saga, now } = locked;
      const begin = begun.get(saga.id);
      if (begin?.kind === "settled") {
        settled.push(command);
        results.set(saga.id, begin.result);
      } else if (begin?.kind === "call") {
        const position = { state: saga.state, step: saga.step };
        calls.push({ messageId, sagaId: saga.id, position, startedAt: now, action, request: begin.request });
        intents.push(intentOf(locked, begin.data ?? {}));
      }
    }
  }
  return { settled, attempts: attemptsOf(settled, results), calls, intents };
}

const idsOf = (messages: readonly { readonly messageId: MessageId }[]) => messages.map(({ messageId }) => messageId);

/**
 * The first transaction of a batch. It runs local steps completely. Remote steps that need no call end here as well; for the
 * others it writes the intent and returns a {@link RemoteCall}. Read committed. Locks sagas, orders, payments, stock,
 * promotions and carts, in this order and each by ascending id.
 */
export async function beginBatch(
  context: StepContext,
  name: SagaCommandName,
  received: readonly ReceivedCommand[],
): Promise<BatchResult<Outcome | RemoteCall>> {
  return inTransaction(context.db, async (tx) => {
    const { runnable, unknown } = await selectRunnable(tx, context.registry, { name, received });
    const remote = runnable.filter(isRemote);
    // A command that makes a call stays out of the inbox: after a crash its job must be able to make the call again.
    const remoteIds = new Set(idsOf(remote));
    const fresh = await takeFromInbox(
      tx,
      name,
      idsOf(received).filter((id) => !remoteIds.has(id)),
    );
    const local = runnable.filter(isLocal).filter(({ messageId }) => fresh.has(messageId));
    const ran = await runLocal(tx, local, context.settings);
    const begun = await beginRemote(tx, remote, context.settings);
    await takeFromInbox(tx, name, idsOf(begun.settled));

    const attempts = [...ran, ...begun.attempts];
    if (attempts.length > 0) await context.failPoints.pass("saga.before-journal", name);
    const settled = await settleAttempts(tx, attempts, context);
    await advanceSagas(tx, begun.intents);
    const calls = new Map(begun.calls.map((call) => [call.messageId, call]));
    const outcomes = outcomesOf(settled);
    const ended = new Map(runnable.map(({ messageId, locked }) => [messageId, outcomes.get(locked.saga.id)]));
    return {
      results: idsOf(received).map((id) => calls.get(id) ?? ended.get(id) ?? (unknown.has(id) ? "unknown" : "stale")),
      attempts: settled,
    };
  });
}

const outcomesOf = (attempts: readonly SettledAttempt[]) =>
  new Map(attempts.map((attempt) => [attempt.locked.saga.id, attempt.result.kind]));

/**
 * The second transaction of remote steps. It records every response, whatever has happened since. A saga follows its
 * response only if it is still where it made the call.
 */
export async function recordBatch(
  context: StepContext,
  name: SagaCommandName,
  calls: readonly (RemoteCall & { readonly response: unknown })[],
): Promise<BatchResult<Outcome>> {
  return inTransaction(context.db, async (tx) => {
    const sagas = await lockSagasWithOrders(
      tx,
      calls.map(({ sagaId }) => sagaId),
    );
    const fresh = await takeFromInbox(tx, name, idsOf(calls));
    const attempts: Attempt[] = [];
    // Of two responses for one saga the second is stale.
    const responded = new Set<SagaId>();
    for (const [action, group] of Map.groupBy(calls, (call) => call.action)) {
      const outcomes = group.flatMap((call): (CallOutcome<unknown, unknown> & { startedAt: Date })[] => {
        const locked = sagas.get(call.sagaId);
        if (!locked) return [];
        const moved = locked.saga.state !== call.position.state || locked.saga.step !== call.position.step;
        const stale = moved || responded.has(call.sagaId) || !fresh.has(call.messageId);
        responded.add(call.sagaId);
        return [{ locked, request: call.request, response: call.response, stale, startedAt: call.startedAt }];
      });
      const results = await action.record(tx, outcomes);
      for (const { locked, stale, startedAt } of outcomes) {
        const result = results.get(locked.saga.id);
        if (stale || !result) continue;
        attempts.push({ definition: definitionOf(context.registry, locked.saga), locked, result, startedAt });
      }
    }
    await context.failPoints.pass("saga.before-journal", name);
    const settled = await settleAttempts(tx, attempts, context);
    const outcomes = outcomesOf(settled);
    return { results: calls.map(({ sagaId }) => outcomes.get(sagaId) ?? "stale"), attempts: settled };
  });
}
