import type { SagaCommandName } from "@cartwright/contracts/messages";
import type { EventDraft } from "../../orders/move-orders.ts";
import { type SagaDefinition, type StepResult, stepOf } from "./definition.ts";
import { backoffMs, type RetryPolicy, STEP_RETRIES, UNDO_RETRIES } from "./retry-policy.ts";
import type { Saga, SagaState } from "./saga.ts";

/** A step that was woken and has not been heard of for this long is woken again by the sweeper. */
export const SILENCE_MS_MAX = 60_000;

export type JournalOutcome = "done" | "refused" | "retry" | "waiting" | "failed";

/** What is to be written about a saga after one attempt. */
export interface Progress {
  readonly state: SagaState;
  readonly step: string;
  readonly attempts: number;
  /** When the sweeper looks, from now. */
  readonly wakeInMs: number;
  readonly failure: string | null;
  readonly lastError: string | null;
  readonly journal: { readonly outcome: JournalOutcome; readonly attempt: number; readonly error: string | null };
  /** The command that wakes the next step, and after how long. */
  readonly next: { readonly command: SagaCommandName; readonly delayMs: number } | null;
  /** What the engine adds to the timeline on its own account. */
  readonly events: readonly EventDraft[];
  /** Which way a saga that is stuck now was going. */
  readonly resumeAs?: "running" | "compensating";
}

type Place = Pick<Progress, "state" | "step" | "next">;

/** The step before `index` (or `index` itself) that has something to undo; without one the saga has ended. */
function turnBack(definition: SagaDefinition, index: number): Place {
  for (let at = index; at >= 0; at -= 1) {
    const step = definition.steps[at];
    if (step?.undo) {
      return { state: "compensating", step: step.name, next: { command: step.undo.command, delayMs: 0 } };
    }
  }
  return { state: "compensated", step: definition.steps[0]?.name ?? "", next: null };
}

function advanceFrom(definition: SagaDefinition, index: number): Place {
  const step = definition.steps[index + 1];
  if (!step) return { state: "completed", step: definition.steps[index]?.name ?? "", next: null };
  if (!step.do) throw new Error(`step ${step.name} can only be the first`);
  return { state: "running", step: step.name, next: { command: step.do.command, delayMs: 0 } };
}

/** Seconds in words, for the timeline. */
function formatSeconds(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  return seconds === 1 ? "a second" : `${seconds} seconds`;
}

/** Where a saga goes that somebody runnable around while it runs: undoing begins with the step that may be under way. */
export function startCompensation(definition: SagaDefinition, saga: Saga): Place {
  return turnBack(definition, definition.steps.indexOf(stepOf(definition, saga.step)));
}

const STUCK: EventDraft = {
  type: "saga.stuck",
  message: "Our team needs to take a look at this. We will sort it out; you do not need to do anything.",
};

/**
 * Where a saga goes after an attempt at its step. Pure. Forward to the next step; back when business refused; again after
 * a while when the fault may pass; and stuck when the budget of an undo is exhausted. A refusal means that the step itself had
 * no effect, so undoing begins before it; a step that ran out of retries may have had one, so it is undone as well.
 */
export function decideProgress(
  definition: SagaDefinition,
  saga: Saga,
  attempt: { readonly result: StepResult; readonly random: number },
): Progress {
  const { result } = attempt;
  const forward = saga.state !== "compensating";
  const index = definition.steps.indexOf(stepOf(definition, saga.step));
  const number = saga.attempts + 1;
  const settled = { attempts: 0, wakeInMs: SILENCE_MS_MAX, failure: saga.failure, lastError: null, events: [] };
  switch (result.kind) {
    case "done": {
      const place = forward ? advanceFrom(definition, index) : turnBack(definition, index - 1);
      return { ...settled, ...place, journal: { outcome: "done", attempt: number, error: null } };
    }
    case "again":
      return {
        ...settled,
        ...sameStep(definition, saga, 0),
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
        wakeInMs: Math.max(1_000, Math.floor(result.wakeInMs)),
        journal: { outcome: "waiting", attempt: number, error: result.reason },
      };
    case "refused":
      // An undo cannot be refused: that is a failure which a person must see.
      if (!forward) return exhausted(definition, saga, { error: result.reason, number });
      return {
        ...settled,
        ...turnBack(definition, index - 1),
        failure: result.reason,
        lastError: result.reason,
        journal: { outcome: "refused", attempt: number, error: result.reason },
      };
    case "retry": {
      const policy: RetryPolicy = forward ? STEP_RETRIES : UNDO_RETRIES;
      if (number >= policy.attemptsMax)
        return exhausted(definition, saga, { error: result.error, number, reason: result.reason });
      const delayMs = backoffMs(policy, number, attempt.random);
      return {
        ...settled,
        ...sameStep(definition, saga, delayMs),
        attempts: number,
        wakeInMs: delayMs + SILENCE_MS_MAX,
        lastError: result.error,
        journal: { outcome: "retry", attempt: number, error: result.error },
        events: [retryEvent(saga, delayMs)],
      };
    }
  }
}

function sameStep(definition: SagaDefinition, saga: Saga, delayMs: number): Place {
  const step = stepOf(definition, saga.step);
  const direction = saga.state === "compensating" ? step.undo : step.do;
  if (!direction) throw new Error(`step ${step.name} has nothing to run`);
  return { state: saga.state, step: saga.step, next: { command: direction.command, delayMs } };
}

function retryEvent(saga: Saga, delayMs: number): EventDraft {
  const wait = formatSeconds(delayMs);
  return {
    type: "saga.retry_scheduled",
    message:
      saga.state === "compensating"
        ? `Undoing this is taking longer than usual. We will try again in ${wait}.`
        : `This is taking longer than usual. We will try again in ${wait}.`,
    data: { step: saga.step, delayMs },
  };
}

function exhausted(
  definition: SagaDefinition,
  saga: Saga,
  failure: { readonly error: string; readonly number: number; readonly reason?: string },
): Progress {
  const journal = { outcome: "failed" as const, attempt: failure.number, error: failure.error };
  if (saga.state !== "compensating" && definition.onExhausted === "compensate") {
    const step = stepOf(definition, saga.step);
    return {
      ...turnBack(definition, definition.steps.indexOf(step)),
      attempts: 0,
      wakeInMs: SILENCE_MS_MAX,
      failure: failure.reason ?? "internal",
      lastError: failure.error,
      journal,
      events: step.exhausted ? [step.exhausted] : [],
    };
  }
  return {
    state: "stuck",
    step: saga.step,
    attempts: failure.number,
    wakeInMs: SILENCE_MS_MAX,
    failure: saga.failure ?? failure.reason ?? "internal",
    lastError: failure.error,
    journal,
    next: null,
    events: [STUCK],
    resumeAs: saga.state === "compensating" ? "compensating" : "running",
  };
}
