import type { SagaCommandName } from "@cartwright/contracts/messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { EventDraft } from "../../orders/move-orders.ts";
import { directionOf, type SagaDefinition, type StepResult, stepOf } from "./definition.ts";
import { backoffMs, LOOK_UP_JITTER, type RetryPolicy, STEP_RETRIES, UNDO_RETRIES } from "./retry-policy.ts";
import type { Saga, SagaState } from "./saga.ts";

/** The sweeper wakes a step again when its command was sent this long ago and nothing has been recorded since. */
export const STEP_TIMEOUT_MS = 60_000;

export type JournalOutcome = "done" | "refused" | "retry" | "waiting" | "failed" | "skipped";

/** What is written about a saga after one attempt. */
export interface Progress {
  readonly state: SagaState;
  readonly step: string;
  readonly attempts: number;
  /** When the sweeper looks at the saga again, from now. */
  readonly wakeInMs: number;
  readonly failure: string | null;
  readonly lastError: string | null;
  readonly journal: { readonly outcome: JournalOutcome; readonly attempt: number; readonly error: string | null };
  /** The command that runs the next step, and its delay. */
  readonly next: { readonly command: SagaCommandName; readonly delayMs: number } | null;
  /** Events that the engine itself adds to the timeline. */
  readonly events: readonly EventDraft[];
  /** The direction to resume in, for a saga that is stuck now. */
  readonly resumeAs?: "running" | "compensating";
}

export type Position = Pick<Progress, "state" | "step" | "next">;

/** The first step at or before `index` that has something to undo. Without one the saga has ended. */
function compensateFrom(definition: SagaDefinition, index: number): Position {
  for (let at = index; at >= 0; at -= 1) {
    const step = definition.steps[at];
    if (step?.undo) {
      return { state: "compensating", step: step.name, next: { command: step.undo.command, delayMs: 0 } };
    }
  }
  return { state: "compensated", step: definition.steps[0]?.name ?? "", next: null };
}

function advanceFrom(definition: SagaDefinition, index: number): Position {
  const step = definition.steps[index + 1];
  if (!step) return { state: "completed", step: definition.steps[index]?.name ?? "", next: null };
  if (!step.do) throw new Error(`step ${step.name} can only be the first`);
  return { state: "running", step: step.name, next: { command: step.do.command, delayMs: 0 } };
}

function repeatStep(definition: SagaDefinition, saga: Saga, delayMs: number): Position {
  const direction = directionOf(definition, saga);
  if (!direction) throw new Error(`step ${saga.step} has nothing to run`);
  return { state: saga.state, step: saga.step, next: { command: direction.command, delayMs } };
}

/** Where a running saga goes that is cancelled. Its current step may have had an effect, so it is undone as well. */
export function startCompensation(definition: SagaDefinition, saga: Saga): Position {
  return compensateFrom(definition, definition.steps.indexOf(stepOf(definition, saga.step)));
}

/** The timeline event of a saga that is stuck. */
export const STUCK_EVENT: EventDraft = {
  type: "saga.stuck",
  message: getTranslations("orderUpdates")("stuck"),
};

/** Whether giving up this step would leave something behind: an undo, or a step of a saga that has no way back. */
export function isUndoing(definition: SagaDefinition, saga: Pick<Saga, "state">): boolean {
  return saga.state === "compensating" || definition.onExhausted !== "compensate";
}

/**
 * Where a saga goes after an attempt at its step. Pure. It advances when the step is done, compensates when a business rule
 * refuses, retries when the failure may pass, and is stuck when the attempts of an undo are exhausted. A refused step has had
 * no effect, so compensation starts before it. A step whose attempts are exhausted may have had one, so it is undone too.
 */
export function decideProgress(
  definition: SagaDefinition,
  saga: Saga,
  attempt: {
    readonly result: StepResult;
    readonly random: number;
    /** When a person must be told that the undo is failing. The next attempt comes no later. Null when no one has to be. */
    readonly alarmInMs?: number | null;
  },
): Progress {
  const { result } = attempt;
  const forward = saga.state !== "compensating";
  const index = definition.steps.indexOf(stepOf(definition, saga.step));
  const number = saga.attempts + 1;
  const settled = { attempts: 0, wakeInMs: STEP_TIMEOUT_MS, failure: saga.failure, lastError: null, events: [] };
  switch (result.kind) {
    case "done": {
      const position = forward ? advanceFrom(definition, index) : compensateFrom(definition, index - 1);
      const outcome = result.skipped === undefined ? "done" : "skipped";
      return { ...settled, ...position, journal: { outcome, attempt: number, error: result.skipped ?? null } };
    }
    case "again":
      return {
        ...settled,
        ...repeatStep(definition, saga, 0),
        attempts: saga.attempts,
        journal: { outcome: "done", attempt: number, error: null },
      };
    case "waiting":
      return {
        ...settled,
        state: saga.state,
        step: saga.step,
        next: null,
        attempts: saga.attempts,
        wakeInMs: Math.max(1_000, Math.floor(result.wakeInMs * (1 - LOOK_UP_JITTER * attempt.random))),
        journal: { outcome: "waiting", attempt: number, error: result.reason },
      };
    case "refused":
      // An undo cannot be refused. If it is, a person must look at it.
      if (!forward) return giveUp(definition, saga, { error: result.reason, number });
      return {
        ...settled,
        ...compensateFrom(definition, index - 1),
        failure: result.reason,
        lastError: result.reason,
        journal: { outcome: "refused", attempt: number, error: result.reason },
      };
    case "retry": {
      const policy: RetryPolicy = isUndoing(definition, saga) ? UNDO_RETRIES : STEP_RETRIES;
      if (number >= policy.attemptsMax)
        return giveUp(definition, saga, { error: result.error, number, reason: result.reason });
      const delayMs = Math.min(backoffMs(policy, number, attempt.random), attempt.alarmInMs ?? Infinity);
      return {
        ...settled,
        ...repeatStep(definition, saga, delayMs),
        attempts: number,
        wakeInMs: delayMs + STEP_TIMEOUT_MS,
        lastError: result.error,
        journal: { outcome: "retry", attempt: number, error: result.error },
        events: [retryEvent(saga, delayMs)],
      };
    }
  }
}

function retryEvent(saga: Saga, delayMs: number): EventDraft {
  const seconds = Math.max(1, Math.round(delayMs / 1_000));
  const t = getTranslations("orderUpdates");
  return {
    type: "saga.retry_scheduled",
    message: t(saga.state === "compensating" ? "retryUndo" : "retry", { seconds }),
    data: { step: saga.step, delayMs },
  };
}

function giveUp(
  definition: SagaDefinition,
  saga: Saga,
  failure: { readonly error: string; readonly number: number; readonly reason?: string },
): Progress {
  const journal = { outcome: "failed" as const, attempt: failure.number, error: failure.error };
  if (saga.state !== "compensating" && definition.onExhausted === "compensate") {
    const { exhausted } = stepOf(definition, saga.step);
    return {
      ...startCompensation(definition, saga),
      attempts: 0,
      wakeInMs: STEP_TIMEOUT_MS,
      failure: failure.reason ?? "internal",
      lastError: failure.error,
      journal,
      events: exhausted ? [exhausted] : [],
    };
  }
  return {
    state: "stuck",
    step: saga.step,
    attempts: failure.number,
    wakeInMs: STEP_TIMEOUT_MS,
    failure: saga.failure ?? failure.reason ?? "internal",
    lastError: failure.error,
    journal,
    next: null,
    events: [STUCK_EVENT],
    resumeAs: saga.state === "compensating" ? "compensating" : "running",
  };
}
