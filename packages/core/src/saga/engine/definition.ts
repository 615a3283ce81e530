import type { ErrorReason } from "@cartwright/contracts/error-codes";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import type { OrderStatus } from "@cartwright/contracts/order-status";
import type { Tx } from "@cartwright/db/transaction";
import type { PaymentGateways } from "../../kernel/payment-gateway.ts";
import type { EventDraft, LockedOrder } from "../../orders/move-orders.ts";
import type { SagaData } from "./saga-data.ts";
import type { Saga } from "./saga.ts";

/** A saga whose command it is, with its order, both locked in the transaction at hand. */
export interface LockedSaga {
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
 * - `refused`: business says no, and the step has had no effect; the saga runnable around.
 * - `retry`: it failed for a reason that may pass; tried again with backoff until the budget is exhausted.
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
  run(tx: Tx, lockedSagas: readonly LockedSaga[], settings: StepSettings): Promise<StepResults>;
}

/** What a remote action decides under the lock: an end without asking anybody, or a request to be asked after the commit. */
export type BeginResult<Question> =
  | { readonly kind: "settled"; readonly result: StepResult }
  | { readonly kind: "call"; readonly request: Question; readonly data?: Partial<SagaData> };

/** What came of a request. A `stale` saga has moved on meanwhile: the fact is recorded, but the saga does not follow. */
export interface CallOutcome<Question, Answer> {
  readonly locked: LockedSaga;
  readonly request: Question;
  readonly response: Answer;
  readonly stale: boolean;
}

/**
 * An action that calls the outside world: `begin` writes the intent (and commits), `call` is the network, outside of any
 * transaction, and `record` writes the outcome. A crash between them runs the action again, so a request must carry an
 * idempotency key that was fixed before the first time.
 */
export interface RemoteAction<Question = unknown, Answer = unknown> {
  readonly kind: "remote";
  begin(
    tx: Tx,
    lockedSagas: readonly LockedSaga[],
    settings: StepSettings,
  ): Promise<Map<Saga["id"], BeginResult<Question>>>;
  /** Never throws: a failure is an response too. */
  call(gateways: PaymentGateways, request: Question): Promise<Answer>;
  record(tx: Tx, outcomes: readonly CallOutcome<Question, Answer>[]): Promise<StepResults>;
}

export type Action = LocalAction | RemoteAction;

/** Hides what a remote action calls and is answered: the engine only carries both from one of its methods to the next. */
export function remoteAction<Question, Answer>(action: Omit<RemoteAction<Question, Answer>, "kind">): RemoteAction {
  // The engine hands back only what this same action made.
  return { kind: "remote", ...action } as unknown as RemoteAction;
}

/** One direction of a step: the command that wakes it and what it does. */
export interface StepDirection {
  readonly command: SagaCommandName;
  readonly action: Action;
}

export interface SagaStep {
  readonly name: string;
  /** Null when it was done by whoever started the saga. */
  readonly do: StepDirection | null;
  /** Null when there is nothing to undo. */
  readonly undo: StepDirection | null;
  /** What the timeline says when the retries of `do` are exhausted. */
  readonly exhausted?: EventDraft;
}

/** A kind of saga in one version: its steps in order. Running sagas finish on the version they began with. */
export interface SagaDefinition {
  readonly kind: Saga["kind"];
  readonly version: number;
  readonly steps: readonly SagaStep[];
  /** After a step's retries are exhausted: command around, or wait for a person (when turning around would be worse). */
  readonly onExhausted: "compensate" | "stuck";
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
