import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { takeFromInbox } from "../../outbox/take-from-inbox.ts";
import { SILENCE_MS_MAX } from "./decide-progress.ts";
import {
  type CallOutcome,
  type BeginResult,
  definitionOf,
  type LocalAction,
  type LockedSaga,
  type RemoteAction,
  type SagaRegistry,
  type StepResults,
  type StepSettings,
} from "./definition.ts";
import { lockSagasWithOrders, selectRunnable, type ReceivedCommand, type RunnableCommand } from "./select-runnable.ts";
import type { Saga } from "./saga.ts";
import { advanceSagas, type SagaAdvance } from "./sagas.sql.ts";
import { type Attempt, settleAttempts, type SettledAttempt, type SettleOptions } from "./settle-attempts.ts";

/** How a command ended. `stale`: it was taken before, or its saga has moved on. */
export type Outcome = "done" | "refused" | "retry" | "waiting" | "again" | "stale";

export interface StepContext extends Pick<Deps, "db" | "failPoints"> {
  readonly registry: SagaRegistry;
  readonly settings: StepSettings;
  readonly site: SettleOptions["site"];
  readonly random: () => number;
}

/** A request to the outside, written down as an intent. The place is the saga's when it was asked. */
export interface RemoteCall {
  readonly messageId: MessageId;
  readonly sagaId: SagaId;
  readonly place: Pick<Saga, "state" | "step">;
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
    if (!result) throw new Error(`step ${locked.saga.step} did not response for saga ${locked.saga.id}`);
    return { definition, locked, result, startedAt: null };
  });
}

/** The intent, in the journal and in the saga's memory, before anybody is asked. */
function intentOf({ saga }: LockedSaga, begun: Extract<BeginResult<unknown>, { kind: "call" }>): SagaAdvance {
  return {
    id: saga.id,
    state: saga.state,
    step: saga.step,
    attempts: saga.attempts,
    wakeInMs: SILENCE_MS_MAX,
    failure: saga.failure,
    lastError: null,
    data: begun.data ?? {},
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
    const lockedSagas = group.map(({ locked }) => locked);
    attempts.push(...attemptsOf(group, await action.run(tx, lockedSagas, settings)));
  }
  return attempts;
}

/** What remote steps begin with: those that end sameStep, since nobody needs to be asked, and the questions of the others. */
interface Begin {
  readonly settled: readonly RunnableCommand[];
  readonly attempts: readonly Attempt[];
  readonly calls: readonly RemoteCall[];
  readonly intents: readonly SagaAdvance[];
}

async function beginRemote(tx: Tx, runnable: readonly RemoteCommand[], settings: StepSettings): Promise<Begin> {
  const settled: RunnableCommand[] = [];
  const results: StepResults = new Map();
  const calls: RemoteCall[] = [];
  const intents: SagaAdvance[] = [];
  for (const [action, group] of Map.groupBy(runnable, ({ direction }) => direction.action)) {
    const lockedSagas = group.map(({ locked }) => locked);
    const begun = await action.begin(tx, lockedSagas, settings);
    for (const command of group) {
      const { messageId, locked } = command;
      const { saga, now } = locked;
      const response = begun.get(saga.id);
      if (response?.kind === "settled") {
        settled.push(command);
        results.set(saga.id, response.result);
      } else if (response?.kind === "call") {
        const place = { state: saga.state, step: saga.step };
        calls.push({ messageId, sagaId: saga.id, place, startedAt: now, action, request: response.request });
        intents.push(intentOf(locked, response));
      }
    }
  }
  return { settled, attempts: attemptsOf(settled, results), calls, intents };
}

const idsOf = (messages: readonly { readonly messageId: MessageId }[]) => messages.map(({ messageId }) => messageId);

/**
 * The first transaction of a batch. Local steps are done by it, completely. Remote ones end sameStep too if nobody needs to be
 * asked; for the others the intent is written, and the response is an {@link RemoteCall}. Read committed; locks: sagas, orders,
 * payments, stock, promotions, carts, each in the order of its ids.
 */
export async function beginBatch(
  context: StepContext,
  name: SagaCommandName,
  received: readonly ReceivedCommand[],
): Promise<BatchResult<Outcome | RemoteCall>> {
  return inTransaction(context.db, async (tx) => {
    const runnable = await selectRunnable(tx, context.registry, { name, received });
    const remote = runnable.filter(isRemote);
    // A message whose step calls somebody is not taken yet: after a crash its job must find it and call again.
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
    const done = await settleAttempts(tx, attempts, context);
    await advanceSagas(tx, begun.intents);
    const calls = new Map(begun.calls.map((call) => [call.messageId, call]));
    const outcomes = outcomesOf(done);
    const ended = new Map(runnable.map(({ messageId, locked }) => [messageId, outcomes.get(locked.saga.id)]));
    return {
      results: idsOf(received).map((id) => calls.get(id) ?? ended.get(id) ?? "stale"),
      attempts: done,
    };
  });
}

const outcomesOf = (attempts: readonly SettledAttempt[]) =>
  new Map(attempts.map((attempt) => [attempt.locked.saga.id, attempt.result.kind]));

/**
 * The second transaction of remote steps: what was answered is recorded whatever has happened since, and the saga follows
 * if it still stands where it asked.
 */
export async function recordBatch(
  context: StepContext,
  name: SagaCommandName,
  calls: readonly (RemoteCall & { readonly response: unknown })[],
): Promise<BatchResult<Outcome>> {
  return inTransaction(context.db, async (tx) => {
    const lockedSagas = await lockSagasWithOrders(
      tx,
      calls.map(({ sagaId }) => sagaId),
    );
    const fresh = await takeFromInbox(tx, name, idsOf(calls));
    const attempts: Attempt[] = [];
    // Two outcomes for one saga: the second counts as stale.
    const heard = new Set<SagaId>();
    for (const [action, group] of Map.groupBy(calls, (call) => call.action)) {
      const outcomes = group.flatMap((call): (CallOutcome<unknown, unknown> & { startedAt: Date })[] => {
        const locked = lockedSagas.get(call.sagaId);
        if (!locked) return [];
        const moved = locked.saga.state !== call.place.state || locked.saga.step !== call.place.step;
        const stale = moved || heard.has(call.sagaId) || !fresh.has(call.messageId);
        heard.add(call.sagaId);
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
    const done = await settleAttempts(tx, attempts, context);
    const outcomes = outcomesOf(done);
    return { results: calls.map(({ sagaId }) => outcomes.get(sagaId) ?? "stale"), attempts: done };
  });
}
