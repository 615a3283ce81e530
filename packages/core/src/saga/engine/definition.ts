import type { ErrorReason } from "@cartwright/contracts/error-codes";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import type { OrderState } from "@cartwright/contracts/order-status";
import type { Tx } from "@cartwright/db/transaction";
import type { PaymentGateways } from "../../kernel/payment-gateway.ts";
import type { EventDraft, LockedOrder } from "../../orders/move-orders.ts";
import type { SagaData } from "./saga-data.ts";
import type { Saga } from "./saga.ts";

/** A saga and its order, both locked in the current transaction. */
export interface LockedSaga {
  readonly saga: Saga;
  readonly order: LockedOrder;
  /** The start of the transaction, by the database's clock. */
  readonly now: Date;
}

/** What a step wants written besides its own effect: the order's state and timeline, and what the saga remembers. */
interface Effects {
  /** The axes of the order's state that change. */
  readonly to?: Partial<OrderState>;
  readonly events?: readonly EventDraft[];
  /** Merged into the saga's data. */
  readonly data?: Partial<SagaData>;
  /** The amount refunded by this step, in minor units. */
  readonly refundedMinor?: number;
  readonly cancelReason?: string;
  /** The mail to queue with this step. */
  readonly mail?: OrderMailKind;
  /** Gift cards that this step has issued. Their codes are kept nowhere, and are mailed to the buyer with this step. */
  readonly giftCards?: readonly { readonly amountMinor: number; readonly code: string }[];
}

/** Mails that a saga sends about an order. */
export type OrderMailKind = "confirmed" | "cancelled" | "refunded" | "paidByHand";

/**
 * How one attempt at one step ended.
 * - `done`: the step has had its effect.
 * - `refused`: a business rule says no and the step has had no effect. The saga starts compensating.
 * - `retry`: it failed for a reason that may pass. It is retried with backoff until the attempts are exhausted.
 * - `waiting`: the provider or the shopper decides. The saga looks again after `wakeInMs` at the latest.
 * - `again`: the same step has more to do and can run at once.
 */
export type StepResult =
  | ({
      readonly kind: "done";
      /** Why a person skipped it: it has had no effect. */
      readonly skipped?: string;
    } & Effects)
  | ({ readonly kind: "refused"; readonly reason: ErrorReason } & Effects)
  | ({ readonly kind: "retry"; readonly reason: ErrorReason; readonly error: string } & Effects)
  | ({ readonly kind: "waiting"; readonly wakeInMs: number; readonly reason: string } & Effects)
  | ({ readonly kind: "again" } & Effects);

export type StepResults = Map<Saga["id"], StepResult>;

export interface StepSettings {
  /** How long stock stays reserved for an order that is not settled. */
  readonly holdSeconds: number;
}

/** An action on the database only: its effect and its record commit together. Takes many sagas at once. */
export interface LocalAction {
  readonly kind: "local";
  run(tx: Tx, sagas: readonly LockedSaga[], settings: StepSettings): Promise<StepResults>;
}

/** What a remote action decides under the lock: a result without a call, or a call to make after the commit. */
export type BeginResult<Request> =
  | { readonly kind: "settled"; readonly result: StepResult }
  | { readonly kind: "call"; readonly request: Request; readonly data?: Partial<SagaData> };

/** The response to a call. A `stale` saga has moved on meanwhile: the response is recorded, but the saga does not follow it. */
export interface CallOutcome<Request, Response> {
  readonly locked: LockedSaga;
  readonly request: Request;
  readonly response: Response;
  readonly stale: boolean;
}

/**
 * An action that calls an external service. `begin` writes the intent and commits, `call` uses the network outside of any
 * transaction, and `record` writes the outcome. A crash in between runs the action again, so a request must carry an
 * idempotency key that was fixed before the first attempt.
 */
export interface RemoteAction<Request = unknown, Response = unknown> {
  readonly kind: "remote";
  begin(tx: Tx, sagas: readonly LockedSaga[], settings: StepSettings): Promise<Map<Saga["id"], BeginResult<Request>>>;
  /** Never throws: a failure is a response too. */
  call(gateways: PaymentGateways, request: Request): Promise<Response>;
  record(tx: Tx, outcomes: readonly CallOutcome<Request, Response>[]): Promise<StepResults>;
}

export type Action = LocalAction | RemoteAction;

/** Hides the types of a remote action's request and response: the engine only passes both from one method to the next. */
export function remoteAction<Request, Response>(action: Omit<RemoteAction<Request, Response>, "kind">): RemoteAction {
  // The engine passes back only what the same action produced.
  return { kind: "remote", ...action } as unknown as RemoteAction;
}

/** One direction of a step: the command that runs it and its action. */
export interface StepDirection {
  readonly command: SagaCommandName;
  readonly action: Action;
}

export interface SagaStep {
  readonly name: string;
  /** Null when the use case that starts the saga has done it. */
  readonly do: StepDirection | null;
  /** Null when there is nothing to undo. */
  readonly undo: StepDirection | null;
  /** The timeline event when the attempts of `do` are exhausted. */
  readonly exhausted?: EventDraft;
}

/** A kind of saga in one version: its steps in order. Running sagas finish on the version they started with. */
export interface SagaDefinition {
  readonly kind: Saga["kind"];
  readonly version: number;
  readonly steps: readonly SagaStep[];
  /** After a step's attempts are exhausted: compensate, or wait for a person where compensating would do more harm. */
  readonly onExhausted: "compensate" | "stuck";
}

/** The step of this name. A definition without it is a programming error. */
export function stepOf(definition: SagaDefinition, name: string): SagaStep {
  const step = definition.steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`${definition.kind} v${definition.version} has no step ${name}`);
  return step;
}

/** The direction that a saga runs next, or null when its step has nothing to do that way. */
export function directionOf(definition: SagaDefinition, saga: Pick<Saga, "state" | "step">): StepDirection | null {
  const step = stepOf(definition, saga.step);
  return saga.state === "compensating" ? step.undo : step.do;
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
