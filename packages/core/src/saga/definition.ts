import type { ErrorReason } from "@cartwright/contracts/error-codes";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import type { OrderStatus } from "@cartwright/contracts/order-status";
import type { Tx } from "@cartwright/db/transaction";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import type { EventDraft, LockedOrder } from "../orders/move-orders.ts";
import type { SagaData } from "./saga-data.ts";
import type { Saga } from "./saga.ts";

/** A saga whose turn it is, with its order, both locked in the transaction at hand. */
export interface Member {
  readonly saga: Saga;
  readonly order: LockedOrder;
  /** The moment of the transaction, by the database's clock. */
  readonly now: Date;
}

/** What a step wants written besides its own effect: where the order goes, what its timeline says, what the saga keeps. */
interface Effects {
  /** The order's next status; absent to leave it. */
  readonly status?: OrderStatus;
  readonly events?: readonly EventDraft[];
  /** Merged into the saga's data. */
  readonly data?: Partial<SagaData>;
  /** Money that went back with this step, in minor units. */
  readonly refundedMinor?: number;
  readonly cancelReason?: string;
  /** The mail to queue with this step. */
  readonly mail?: OrderMailKind;
}

/** Mails that a saga sends about an order. */
export type OrderMailKind = "confirmed" | "cancelled" | "refunded";

/**
 * How one attempt at one step ended.
 * - `done`: its effect stands.
 * - `refused`: business says no, and the step has had no effect; the saga turns around.
 * - `retry`: it failed for a reason that may pass; tried again with backoff until the budget is spent.
 * - `waiting`: somebody else decides (the provider, the shopper); looked at again after `wakeInMs` at the latest.
 * - `again`: the next part of the same step can run at once.
 */
export type StepResult =
  | ({ readonly kind: "done" } & Effects)
  | ({ readonly kind: "refused"; readonly reason: ErrorReason } & Effects)
  | ({ readonly kind: "retry"; readonly reason: ErrorReason; readonly error: string } & Effects)
  | ({ readonly kind: "waiting"; readonly wakeInMs: number; readonly reason: string } & Effects)
  | ({ readonly kind: "again" } & Effects);

export type StepResults = Map<Saga["id"], StepResult>;

export interface StepSettings {
  /** How long stock stays set aside for an order that is not settled. */
  readonly holdSeconds: number;
}

/** An action that is all database: its effect and its record commit together. Takes many sagas at once. */
export interface LocalAction {
  readonly kind: "local";
  run(tx: Tx, members: readonly Member[], settings: StepSettings): Promise<StepResults>;
}

/** What a remote action decides under the lock: an end without asking anybody, or a question to be asked after the commit. */
export type Begun<Question> =
  | { readonly kind: "settled"; readonly result: StepResult }
  | { readonly kind: "ask"; readonly question: Question; readonly data?: Partial<SagaData> };

/** What came of a question. A `stale` saga has moved on meanwhile: the fact is recorded, but the saga does not follow. */
export interface Answered<Question, Answer> {
  readonly member: Member;
  readonly question: Question;
  readonly answer: Answer;
  readonly stale: boolean;
}

/**
 * An action that asks the outside world: `begin` writes the intent (and commits), `ask` is the network, outside of any
 * transaction, and `record` writes the outcome. A crash between them runs the action again, so a question must carry an
 * idempotency key that was fixed before the first time.
 */
export interface RemoteAction<Question = unknown, Answer = unknown> {
  readonly kind: "remote";
  begin(tx: Tx, members: readonly Member[], settings: StepSettings): Promise<Map<Saga["id"], Begun<Question>>>;
  /** Never throws: a failure is an answer too. */
  ask(gateways: PaymentGateways, question: Question): Promise<Answer>;
  record(tx: Tx, answers: readonly Answered<Question, Answer>[]): Promise<StepResults>;
}

export type Action = LocalAction | RemoteAction;

/** Hides what a remote action asks and is answered: the engine only carries both from one of its methods to the next. */
export function remoteAction<Question, Answer>(action: Omit<RemoteAction<Question, Answer>, "kind">): RemoteAction {
  // The engine hands back only what this same action made.
  return { kind: "remote", ...action } as unknown as RemoteAction;
}

/** One direction of a step: the command that wakes it and what it does. */
export interface Half {
  readonly command: SagaCommandName;
  readonly action: Action;
}

export interface SagaStep {
  readonly name: string;
  /** Null when it was done by whoever started the saga. */
  readonly do: Half | null;
  /** Null when there is nothing to undo. */
  readonly undo: Half | null;
  /** What the timeline says when the retries of `do` are spent. */
  readonly spent?: EventDraft;
}

/** A kind of saga in one version: its steps in order. Running sagas finish on the version they began with. */
export interface SagaDefinition {
  readonly kind: Saga["kind"];
  readonly version: number;
  readonly steps: readonly SagaStep[];
  /** After a step's retries are spent: turn around, or wait for a person (when turning around would be worse). */
  readonly whenSpent: "compensate" | "stuck";
}

/** The step of this name. A definition without it is a fault in the program. */
export function stepOf(definition: SagaDefinition, name: string): SagaStep {
  const step = definition.steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`${definition.kind} v${definition.version} has no step ${name}`);
  return step;
}

/** Definitions by kind and version. */
export type SagaRegistry = ReadonlyMap<string, SagaDefinition>;

export function createRegistry(definitions: readonly SagaDefinition[]): SagaRegistry {
  return new Map(definitions.map((definition) => [`${definition.kind}@${definition.version}`, definition]));
}

export function definitionOf(registry: SagaRegistry, saga: Pick<Saga, "kind" | "version">): SagaDefinition {
  const definition = registry.get(`${saga.kind}@${saga.version}`);
  if (!definition) throw new Error(`no definition of ${saga.kind} v${saga.version}`);
  return definition;
}
