import type { MessageId } from "@cartwright/contracts/ids";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import { inSpan, isSampled, type OpenSpan } from "@cartwright/observability/spans";
import pLimit from "p-limit";
import type { Deps } from "../../kernel/deps.ts";
import { createBatcher, type Settled } from "../../kernel/create-batcher.ts";
import type { PaymentGateways } from "../../kernel/payment-gateway.ts";
import { isConnectionFault } from "./connection-fault.ts";
import { isStepFault, recordFailure } from "./record-failure.ts";
import type { SagaRegistry, StepSettings } from "./definition.ts";
import type { ReceivedCommand } from "./select-runnable.ts";
import { type RemoteCall, beginBatch, type Outcome, recordBatch, type StepContext } from "./step-batch.ts";
import type { SettledAttempt, SettleOptions } from "./settle-attempts.ts";

/** The outcome of one command. `failed` is an error of its environment: deliver the command again. */
export type CommandOutcome =
  | { readonly messageId: MessageId; readonly outcome: Outcome }
  | { readonly messageId: MessageId; readonly outcome: "failed"; readonly error: unknown };

export interface SagaRunner {
  /**
   * Runs the steps that these commands name. Safe to repeat: a command that was handled before, or whose saga has moved on,
   * is `stale` and does nothing. Commands that arrive together share transactions, even from different jobs.
   */
  run(name: SagaCommandName, commands: readonly ReceivedCommand[]): Promise<CommandOutcome[]>;
}

export interface SagaRunnerDeps extends Deps {
  readonly gateways: PaymentGateways;
  readonly registry: SagaRegistry;
  readonly settings: StepSettings;
  /** The origin and secrets for links in mails. */
  readonly site: SettleOptions["site"];
  /** Called for each attempt after its commit, with its duration in seconds. For metrics; must not throw. */
  readonly onAttempt?: (attempt: SettledAttempt, seconds: number) => void;
  readonly random?: () => number;
}

interface RunContext extends StepContext {
  /** Reports attempts after their commit. */
  readonly report: (attempts: readonly SettledAttempt[], seconds: number) => void;
}

type CompletedCall = RemoteCall & {
  readonly response: unknown;
  readonly startedMs: number;
  readonly traceparent: string | null;
};

/** The most commands in one transaction. */
const BATCH_MAX = 64;
/** Transactions of one command name that run at once. More would wait for each other's rows and be smaller. */
const BATCHES_AT_ONCE = 1;
const WAITING_MAX = 10_000;
/** Calls to payment providers that run at once. */
const CALLS_AT_ONCE = 64;

/** Runs a batch. If it fails, runs each item alone, so that one bad item does not fail the others. */
async function runIsolated<Item, Result>(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<Result[]>,
): Promise<Settled<Result>[]> {
  try {
    return (await run(items)).map((value) => ({ ok: true, value }));
  } catch (error) {
    if (items.length === 1 || isConnectionFault(error)) return items.map(() => ({ ok: false, error }));
  }
  const settled: Settled<Result>[] = [];
  for (const item of items) settled.push(...(await runIsolated([item], run)));
  return settled;
}

/** A batch belongs to several traces. Its statements appear in the first one that is recorded. */
function inFirstTrace<Result>(items: readonly { readonly traceparent: string | null }[], work: () => Promise<Result>) {
  const traceparent = items.find((item) => isSampled(item.traceparent))?.traceparent ?? null;
  return inSpan("saga batch", { traceparent, attributes: { "saga.batch.size": items.length } }, work);
}

/** The batchers of one command name: one begins the steps, one records the responses. */
function createBatchers(context: RunContext, name: SagaCommandName) {
  const { failPoints, report } = context;
  const limits = { batchMax: BATCH_MAX, parallel: BATCHES_AT_ONCE, waitingMax: WAITING_MAX };
  const begin = createBatcher<ReceivedCommand, Outcome | RemoteCall>({
    ...limits,
    run: (items) =>
      runIsolated(items, (batch) =>
        inFirstTrace(batch, async () => {
          await failPoints.pass("saga.before-step", name);
          const started = performance.now();
          const { results, attempts } = await beginBatch(context, name, batch);
          await failPoints.pass(
            results.some((result) => typeof result === "object") ? "saga.after-intent" : "saga.after-commit",
            name,
          );
          report(attempts, (performance.now() - started) / 1_000);
          return results;
        }),
      ),
  });
  const record = createBatcher<CompletedCall, Outcome>({
    ...limits,
    run: (items) =>
      runIsolated(items, (batch) =>
        inFirstTrace(batch, async () => {
          const { results, attempts } = await recordBatch(context, name, batch);
          await failPoints.pass("saga.after-commit", name);
          const startedMs = Math.min(...batch.map((item) => item.startedMs));
          report(attempts, (performance.now() - startedMs) / 1_000);
          return results;
        }),
      ),
  });
  return { begin, record };
}

/** Creates the engine of one process. The worker passes it to the saga procedures. */
export function createSagaRunner(deps: SagaRunnerDeps): SagaRunner {
  const context: RunContext = { ...deps, random: deps.random ?? Math.random, report };
  const callProvider = pLimit(CALLS_AT_ONCE);

  function report(attempts: readonly SettledAttempt[], seconds: number): void {
    if (attempts.length > 0) deps.nudgeRelay();
    for (const attempt of attempts) deps.onAttempt?.(attempt, seconds);
  }

  const batchers = new Map<SagaCommandName, ReturnType<typeof createBatchers>>();

  async function runOne(name: SagaCommandName, received: ReceivedCommand, span: OpenSpan): Promise<Outcome> {
    const batcher = batchers.get(name) ?? createBatchers(context, name);
    batchers.set(name, batcher);
    const startedMs = performance.now();
    const { traceparent } = span;
    const begun = await batcher.begin({ ...received, traceparent });
    if (typeof begun === "string") return begun;
    // A call that waited for a free slot starts in the context of another call, so its span is restored here.
    const response = await callProvider(() => span.run(() => begun.action.call(deps.gateways, begun.request)));
    await deps.failPoints.pass("saga.after-effect", name);
    return batcher.record({ ...begun, response, startedMs, traceparent });
  }

  async function runTraced(name: SagaCommandName, received: ReceivedCommand): Promise<Outcome> {
    const { sagaId, orderId } = received.command;
    const attributes = { "saga.id": sagaId, "order.id": orderId };
    return inSpan(`saga ${name}`, { traceparent: received.traceparent, attributes }, async (span) => {
      const outcome = await runOne(name, received, span);
      span.set({ "saga.step.outcome": outcome });
      return outcome;
    });
  }

  /** A step that threw counts as an attempt. Only what is wrong with the environment is left to the queue. */
  async function fail(name: SagaCommandName, received: ReceivedCommand, error: unknown): Promise<CommandOutcome> {
    const { messageId, command } = received;
    const { sagaId, orderId } = command;
    deps.logger.warn({ err: error, command: name, messageId, sagaId, orderId }, "a saga command failed");
    if (!isStepFault(error)) return { messageId, outcome: "failed", error };
    try {
      const settled = await recordFailure(context, name, { received, error });
      if (!settled) return { messageId, outcome: "stale" };
      report([settled], 0);
      return { messageId, outcome: "retry" };
    } catch (unrecorded) {
      deps.logger.warn({ err: unrecorded, messageId, sagaId, orderId }, "a failed attempt could not be recorded");
      return { messageId, outcome: "failed", error };
    }
  }

  return {
    async run(name, commands) {
      return Promise.all(
        commands.map(async (received): Promise<CommandOutcome> => {
          try {
            return { messageId: received.messageId, outcome: await runTraced(name, received) };
          } catch (error) {
            return fail(name, received, error);
          }
        }),
      );
    },
  };
}
