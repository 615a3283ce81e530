import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import type { SagaCommand, SagaCommandName } from "@cartwright/contracts/messages";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { takeFromInbox } from "../kernel/inbox.ts";
import { lockOrders } from "../orders/move-orders.ts";
import { SILENCE_MS_MAX } from "./decide-progress.ts";
import {
  type Answered,
  type Begun,
  definitionOf,
  type Half,
  type LocalAction,
  type Member,
  type RemoteAction,
  type SagaDefinition,
  type SagaRegistry,
  type StepResults,
  type StepSettings,
  stepOf,
} from "./definition.ts";
import { isOpen, type Saga } from "./saga.ts";
import { advanceSagas, lockSagas, type SagaAdvance } from "./sagas.sql.ts";
import { type Attempt, settleAttempts, type SettledAttempt, type SettleOptions } from "./settle-steps.ts";

/** A command as a job brings it. */
export interface ReceivedCommand {
  readonly messageId: MessageId;
  /** The trace that the command belongs to. */
  readonly traceparent: string | null;
  readonly command: SagaCommand;
}

/** How a command ended. `stale`: it was taken before, or its saga has moved on. */
export type Outcome = "done" | "refused" | "retry" | "waiting" | "again" | "stale";

export interface StepContext extends Pick<Deps, "db" | "failPoints"> {
  readonly registry: SagaRegistry;
  readonly settings: StepSettings;
  readonly site: SettleOptions["site"];
  readonly random: () => number;
}

/** A command whose saga is locked and waits for exactly this. */
interface Turn {
  readonly messageId: MessageId;
  readonly definition: SagaDefinition;
  readonly half: Half;
  readonly member: Member;
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

/** What the saga waits for, by its own row: the command decides nothing but the moment. */
function halfOf(
  registry: SagaRegistry,
  saga: Saga,
): { readonly definition: SagaDefinition; readonly half: Half } | null {
  if (!isOpen(saga.state)) return null;
  const definition = definitionOf(registry, saga);
  const step = stepOf(definition, saga.step);
  const half = saga.state === "running" ? step.do : step.undo;
  return half && { definition, half };
}

/** Locks the sagas by id and then their orders by id, and finds whose turn it is. */
async function lockMembers(tx: Tx, sagaIds: readonly SagaId[]): Promise<Map<SagaId, Member>> {
  const sagas = await lockSagas(tx, [...new Set(sagaIds)]);
  const orders = await lockOrders(
    tx,
    sagas.map((saga) => saga.orderId),
  );
  const members = sagas.map(({ now, ...saga }): [SagaId, Member] => {
    const order = orders.get(saga.orderId);
    if (!order) throw new Error(`saga ${saga.id} has no order`);
    return [saga.id, { saga, order, now }];
  });
  return new Map(members);
}

async function openTurns(
  context: StepContext,
  tx: Tx,
  batch: { readonly name: SagaCommandName; readonly received: readonly ReceivedCommand[] },
): Promise<Turn[]> {
  const members = await lockMembers(
    tx,
    batch.received.map(({ command }) => command.sagaId),
  );
  const turns: Turn[] = [];
  const taken = new Set<SagaId>();
  for (const { messageId, command } of batch.received) {
    const member = members.get(command.sagaId);
    const found = member && halfOf(context.registry, member.saga);
    if (!found || found.half.command !== batch.name || taken.has(command.sagaId)) continue;
    taken.add(command.sagaId);
    turns.push({ messageId, member, ...found });
  }
  return turns;
}

const isLocal = (turn: Turn): turn is Turn & { half: { action: LocalAction } } => turn.half.action.kind === "local";
const isRemote = (turn: Turn): turn is Turn & { half: { action: RemoteAction } } => turn.half.action.kind === "remote";

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
    const turns = await openTurns(context, tx, { name, received });
    const remote = turns.filter(isRemote);
    const notRemote = new Set(received.map(({ messageId }) => messageId));
    for (const { messageId } of remote) notRemote.delete(messageId);
    const fresh = await takeFromInbox(tx, name, [...notRemote]);
    const attempts: Attempt[] = [];
    const asks = new Map<MessageId, Ask>();
    const intents: SagaAdvance[] = [];

    const local = turns.filter(isLocal).filter(({ messageId }) => fresh.has(messageId));
    for (const [action, group] of Map.groupBy(local, ({ half }) => half.action)) {
      const members = group.map(({ member }) => member);
      attempts.push(...attemptsOf(group, await action.run(tx, members, context.settings)));
    }
    for (const [action, group] of Map.groupBy(remote, ({ half }) => half.action)) {
      const members = group.map(({ member }) => member);
      const begun = await action.begin(tx, members, context.settings);
      const settled: Turn[] = [];
      const results: StepResults = new Map();
      for (const turn of group) {
        const { saga, now } = turn.member;
        const answer = begun.get(saga.id);
        if (answer?.kind === "settled") {
          settled.push(turn);
          results.set(saga.id, answer.result);
        } else if (answer?.kind === "ask") {
          const { messageId } = turn;
          const place = { state: saga.state, step: saga.step };
          asks.set(messageId, { messageId, sagaId: saga.id, place, startedAt: now, action, question: answer.question });
          intents.push(intentOf(turn.member, answer));
        }
      }
      await takeFromInbox(
        tx,
        name,
        settled.map(({ messageId }) => messageId),
      );
      attempts.push(...attemptsOf(settled, results));
    }
    if (attempts.length > 0) await context.failPoints.pass("saga.before-journal", name);
    const done = await settleAttempts(tx, attempts, context);
    await advanceSagas(tx, intents);
    const outcomes = new Map(done.map((attempt) => [attempt.member.saga.id, attempt.result.kind]));
    const ran = new Map(turns.map(({ messageId, member }) => [messageId, outcomes.get(member.saga.id)]));
    return {
      results: received.map(({ messageId }) => asks.get(messageId) ?? ran.get(messageId) ?? "stale"),
      attempts: done,
    };
  });
}

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
    const fresh = await takeFromInbox(
      tx,
      name,
      asks.map(({ messageId }) => messageId),
    );
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
    const outcomes = new Map(done.map((attempt) => [attempt.member.saga.id, attempt.result.kind]));
    return { results: asks.map(({ sagaId }) => outcomes.get(sagaId) ?? "stale"), attempts: done };
  });
}
