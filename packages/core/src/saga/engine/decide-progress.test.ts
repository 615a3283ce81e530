import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideProgress, startCompensation } from "./decide-progress.ts";
import type { SagaDefinition, StepResult } from "./definition.ts";
import { CANCELLATION, CHECKOUT, REFUND } from "../flows/definitions.ts";
import { backoffMs, STEP_RETRIES, UNDO_RETRIES } from "./retry-policy.ts";
import type { Saga } from "./saga.ts";

function saga(fields: Partial<Saga> = {}): Saga {
  return {
    id: "saga" as SagaId,
    orderId: "order" as OrderId,
    kind: "checkout",
    version: 1,
    state: "running",
    step: "reserve",
    attempts: 0,
    retries: 0,
    failure: null,
    data: {},
    traceparent: null,
    createdAt: new Date(0),
    ...fields,
  };
}

const decide = (fields: Partial<Saga>, result: StepResult, definition: SagaDefinition = CHECKOUT) =>
  decideProgress(definition, saga(fields), { result, random: 0.5 });

const done: StepResult = { kind: "done" };
const retry: StepResult = { kind: "retry", reason: "payment_unavailable", error: "refused" };

describe("the progress of a checkout", () => {
  it("goes forward step by step and ends completed", () => {
    expect(decide({ step: "reserve" }, done)).toMatchObject({ step: "pay", next: { command: "payment.process" } });
    expect(decide({ step: "pay" }, done)).toMatchObject({ step: "confirm", next: { command: "order.confirm" } });
    expect(decide({ step: "confirm" }, done)).toMatchObject({ state: "completed", next: null });
  });

  it("compensates from before the step that refused, which had no effect", () => {
    const refused: StepResult = { kind: "refused", reason: "payment_declined" };
    expect(decide({ step: "pay" }, refused)).toMatchObject({
      state: "compensating",
      step: "reserve",
      failure: "payment_declined",
      next: { command: "inventory.release" },
    });
    expect(decide({ step: "reserve" }, refused)).toMatchObject({ step: "place", next: { command: "order.cancel" } });
    expect(decide({ step: "confirm" }, refused)).toMatchObject({ step: "pay", next: { command: "payment.refund" } });
  });

  it("undoes in reverse and ends compensated", () => {
    const back = { state: "compensating" as const, failure: "payment_declined" };
    expect(decide({ ...back, step: "pay" }, done)).toMatchObject({ step: "reserve", failure: "payment_declined" });
    expect(decide({ ...back, step: "reserve" }, done)).toMatchObject({ step: "place" });
    expect(decide({ ...back, step: "place" }, done)).toMatchObject({ state: "compensated", next: null });
  });

  it("retries with a growing, jittered delay, and counts the attempts of this step only", () => {
    const first = decide({ step: "pay" }, retry);
    expect(first).toMatchObject({ state: "running", step: "pay", attempts: 1, journal: { outcome: "retry" } });
    expect(first.next).toMatchObject({ command: "payment.process", delayMs: backoffMs(STEP_RETRIES, 1, 0.5) });
    expect(decide({ step: "pay", attempts: 3 }, done)).toMatchObject({ step: "confirm", attempts: 0 });
  });

  it("also undoes a step whose attempts are exhausted, because it may have had an effect", () => {
    expect(decide({ step: "pay", attempts: STEP_RETRIES.attemptsMax - 1 }, retry)).toMatchObject({
      state: "compensating",
      step: "pay",
      failure: "payment_unavailable",
      next: { command: "payment.refund" },
      journal: { outcome: "failed" },
      events: [{ type: "payment.failed" }],
    });
  });

  it("is stuck, with an event, when an undo fails for good, and remembers its direction", () => {
    const exhausted = { state: "compensating" as const, step: "pay", attempts: UNDO_RETRIES.attemptsMax - 1 };
    expect(decide(exhausted, retry)).toMatchObject({
      state: "stuck",
      step: "pay",
      next: null,
      resumeAs: "compensating",
      events: [{ type: "saga.stuck" }],
    });
  });

  it("waits in its step, without a command, until it is due", () => {
    const waiting: StepResult = { kind: "waiting", wakeInMs: 5_000, reason: "requires_action" };
    expect(decide({ step: "pay", attempts: 2 }, waiting)).toMatchObject({
      state: "running",
      step: "pay",
      attempts: 2,
      // Somewhat earlier, so that sagas that wait for one provider do not ask it at the same moment.
      wakeInMs: 4_375,
      next: null,
    });
  });

  it("retries an undo, and a refund, for about a day, at first after seconds and then every hour at most", () => {
    const gaps = Array.from({ length: UNDO_RETRIES.attemptsMax - 1 }, (_, index) =>
      backoffMs(UNDO_RETRIES, index + 1, 0.5),
    );
    expect(gaps.slice(0, 8).reduce((sum, gap) => sum + gap)).toBeLessThan(120_000);
    const hours = gaps.reduce((sum, gap) => sum + gap) / 3_600_000;
    expect(hours).toBeGreaterThan(20);
    expect(hours).toBeLessThan(30);
    const refund = saga({ kind: "refund", step: "refund", attempts: STEP_RETRIES.attemptsMax });
    expect(decideProgress(REFUND, refund, { result: retry, random: 0.5 })).toMatchObject({ state: "running" });
    const late = decideProgress(REFUND, { ...refund, attempts: 20 }, { result: retry, random: 0.9, alarmInMs: 90_000 });
    // A person is told by an attempt, so it does not come an hour after they should know.
    expect(late.next?.delayMs).toBe(90_000);
  });

  it("starts compensating with the current step when it is cancelled", () => {
    expect(startCompensation(CHECKOUT, saga({ step: "pay" }))).toMatchObject({ state: "compensating", step: "pay" });
    expect(startCompensation(CHECKOUT, saga({ step: "confirm" }))).toMatchObject({ step: "pay" });
  });
});

it("never compensates a cancellation or a refund: they wait for a person instead", () => {
  for (const definition of [CANCELLATION, REFUND]) {
    const exhausted = saga({ kind: definition.kind, step: "refund", attempts: UNDO_RETRIES.attemptsMax - 1 });
    expect(decideProgress(definition, exhausted, { result: retry, random: 0 })).toMatchObject({
      state: "stuck",
      resumeAs: "running",
    });
  }
});

it("ends every saga, whatever happens to its steps, and never leaves it without a next action", () => {
  const result: fc.Arbitrary<StepResult> = fc.oneof(
    fc.constant(done),
    fc.constant(retry),
    fc.constant<StepResult>({ kind: "refused", reason: "out_of_stock" }),
    fc.constant<StepResult>({ kind: "again" }),
  );
  fc.assert(
    fc.property(fc.array(result, { minLength: 80, maxLength: 80 }), (results) => {
      let now = saga();
      for (const outcome of results) {
        // An undo is refused only by a programming error; "again" must not repeat for ever.
        const progress = decideProgress(CHECKOUT, now, {
          result: outcome.kind === "again" ? done : outcome,
          random: 0.1,
        });
        const ended = progress.state === "completed" || progress.state === "compensated" || progress.state === "stuck";
        expect(ended).toBe(progress.next === null);
        if (ended) return;
        const { state, step, attempts, failure } = progress;
        now = saga({ state, step, attempts, failure });
      }
      throw new Error("a saga of four steps is still running after 80 attempts");
    }),
  );
});

it("backs off exponentially, with full jitter, up to the cap", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (attempt, random) => {
        const wait = backoffMs(STEP_RETRIES, attempt, random);
        expect(wait).toBeGreaterThanOrEqual(1);
        expect(wait).toBeLessThanOrEqual(Math.min(STEP_RETRIES.capMs, STEP_RETRIES.firstMs * 2 ** (attempt - 1)));
      },
    ),
  );
});
