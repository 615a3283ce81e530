import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { takeFromInbox } from "../kernel/inbox.ts";
import { SILENCE_MS_MAX } from "./decide-progress.ts";
import {
  type Answered,
  type Begun,
  definitionOf,
  type LocalAction,
  type Member,
  type RemoteAction,
  type SagaRegistry,
  type StepResults,
  type StepSettings,
} from "./definition.ts";
import { lockMembers, openTurns, type ReceivedCommand, type Turn } from "./open-turns.ts";
import type { Saga } from "./saga.ts";
import { advanceSagas, type SagaAdvance } from "./sagas.sql.ts";
import { type Attempt, settleAttempts, type SettledAttempt, type SettleOptions } from "./settle-steps.ts";

/** How a command ended. `stale`: it was taken before, or its saga has moved on. */
export type Outcome = "done" | "refused" | "retry" | "waiting" | "again" | "stale";

export interface StepContext extends Pick<Deps, "db" | "failPoints"> {
  readonly registry: SagaRegistry;
  readonly settings: StepSettings;
  readonly site: SettleOptions["site"];
  readonly random: () => number;
}

/** A question to the outside, written down as an intent. The place is the saga's when it was asked. */
export interface Ask {
  readonly messageId: MessageId;
  readonly sagaId: SagaId;
  readonly place: Pick<Saga, "state" | "step">;
  readonly startedAt: Date;
  readonly action: RemoteAction;
  readonly question: unknown;
}

export interface BatchResult<Result> {
  /** One per command, in order. */
  readonly results: Result[];
  readonly attempts: SettledAttempt[];
}

function attemptsOf(turns: readonly Turn[], results: StepResults): Attempt[] {
  return turns.map(({ definition, member }) => {
    const result = results.get(member.saga.id);
    if (!result) throw new Error(`step ${member.saga.step} did not answer for saga ${member.saga.id}`);
    return { definition, member, result, startedAt: null };
  });
}

/** The intent, in the journal and in the saga's memory, before anybody is asked. */
function intentOf({ saga }: Member, begun: Extract<Begun<unknown>, { kind: "ask" }>): SagaAdvance {
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

type LocalTurn = Turn & { half: { action: LocalAction } };
type RemoteTurn = Turn & { half: { action: RemoteAction } };
const isLocal = (turn: Turn): turn is LocalTurn => turn.half.action.kind === "local";
const isRemote = (turn: Turn): turn is RemoteTurn => turn.half.action.kind === "remote";

async function runLocal(tx: Tx, turns: readonly LocalTurn[], settings: StepSettings): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (const [action, group] of Map.groupBy(turns, ({ half }) => half.action)) {
    const members = group.map(({ member }) => member);
    attempts.push(...attemptsOf(group, await action.run(tx, members, settings)));
  }
  return attempts;
}

/** What remote steps begin with: those that end here, since nobody needs to be asked, and the questions of the others. */
interface Begin {
  readonly settled: readonly Turn[];
  readonly attempts: readonly Attempt[];
  readonly asks: readonly Ask[];
  readonly intents: readonly SagaAdvance[];
}

async function beginRemote(tx: Tx, turns: readonly RemoteTurn[], settings: StepSettings): Promise<Begin> {
  const settled: Turn[] = [];
  const results: StepResults = new Map();
  const asks: Ask[] = [];
  const intents: SagaAdvance[] = [];
  for (const [action, group] of Map.groupBy(turns, ({ half }) => half.action)) {
    const members = group.map(({ member }) => member);
    const begun = await action.begin(tx, members, settings);
    for (const turn of group) {
      const { messageId, member } = turn;
      const { saga, now } = member;
      const answer = begun.get(saga.id);
      if (answer?.kind === "settled") {
        settled.push(turn);
        results.set(saga.id, answer.result);
      } else if (answer?.kind === "ask") {
        const place = { state: saga.state, step: saga.step };
        asks.push({ messageId, sagaId: saga.id, place, startedAt: now, action, question: answer.question });
        intents.push(intentOf(member, answer));
      }
    }
  }
  return { settled, attempts: attemptsOf(settled, results), asks, intents };
}

const idsOf = (messages: readonly { readonly messageId: MessageId }[]) => messages.map(({ messageId }) => messageId);

/**
 * The first transaction of a batch. Local steps are done by it, completely. Remote ones end here too if nobody needs to be
 * asked; for the others the intent is written, and the answer is an {@link Ask}. Read committed; locks: sagas, orders,
 * payments, stock, promotions, carts, each in the order of its ids.
 */
export async function beginBatch(
  context: StepContext,
  name: SagaCommandName,
  received: readonly ReceivedCommand[],
): Promise<BatchResult<Outcome | Ask>> {
  return inTransaction(context.db, async (tx) => {
    const turns = await openTurns(tx, context.registry, { name, received });
    const remote = turns.filter(isRemote);
    // A message whose step asks somebody is not taken yet: after a crash its job must find it and ask again.
    const remoteIds = new Set(idsOf(remote));
    const fresh = await takeFromInbox(
      tx,
      name,
      idsOf(received).filter((id) => !remoteIds.has(id)),
    );
    const local = turns.filter(isLocal).filter(({ messageId }) => fresh.has(messageId));
    const ran = await runLocal(tx, local, context.settings);
    const begun = await beginRemote(tx, remote, context.settings);
    await takeFromInbox(tx, name, idsOf(begun.settled));

    const attempts = [...ran, ...begun.attempts];
    if (attempts.length > 0) await context.failPoints.pass("saga.before-journal", name);
    const done = await settleAttempts(tx, attempts, context);
    await advanceSagas(tx, begun.intents);
    const asks = new Map(begun.asks.map((ask) => [ask.messageId, ask]));
    const outcomes = outcomesOf(done);
    const ended = new Map(turns.map(({ messageId, member }) => [messageId, outcomes.get(member.saga.id)]));
    return {
      results: idsOf(received).map((id) => asks.get(id) ?? ended.get(id) ?? "stale"),
      attempts: done,
    };
  });
}

const outcomesOf = (attempts: readonly SettledAttempt[]) =>
  new Map(attempts.map((attempt) => [attempt.member.saga.id, attempt.result.kind]));

/**
 * The second transaction of remote steps: what was answered is recorded whatever has happened since, and the saga follows
 * if it still stands where it asked.
 */
export async function recordBatch(
  context: StepContext,
  name: SagaCommandName,
  asks: readonly (Ask & { readonly answer: unknown })[],
): Promise<BatchResult<Outcome>> {
  return inTransaction(context.db, async (tx) => {
    const members = await lockMembers(
      tx,
      asks.map(({ sagaId }) => sagaId),
    );
    const fresh = await takeFromInbox(tx, name, idsOf(asks));
    const attempts: Attempt[] = [];
    // Two answers for one saga: the second counts as stale.
    const heard = new Set<SagaId>();
    for (const [action, group] of Map.groupBy(asks, (ask) => ask.action)) {
      const answers = group.flatMap((ask): (Answered<unknown, unknown> & { startedAt: Date })[] => {
        const member = members.get(ask.sagaId);
        if (!member) return [];
        const moved = member.saga.state !== ask.place.state || member.saga.step !== ask.place.step;
        const stale = moved || heard.has(ask.sagaId) || !fresh.has(ask.messageId);
        heard.add(ask.sagaId);
        return [{ member, question: ask.question, answer: ask.answer, stale, startedAt: ask.startedAt }];
      });
      const results = await action.record(tx, answers);
      for (const { member, stale, startedAt } of answers) {
        const result = results.get(member.saga.id);
        if (stale || !result) continue;
        attempts.push({ definition: definitionOf(context.registry, member.saga), member, result, startedAt });
      }
    }
    await context.failPoints.pass("saga.before-journal", name);
    const done = await settleAttempts(tx, attempts, context);
    const outcomes = outcomesOf(done);
    return { results: asks.map(({ sagaId }) => outcomes.get(sagaId) ?? "stale"), attempts: done };
  });
}
