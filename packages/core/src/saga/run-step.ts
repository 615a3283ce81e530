import type { MessageId } from "@cartwright/contracts/ids";
import type { SagaCommandName } from "@cartwright/contracts/messages";
import type { Deps } from "../kernel/deps.ts";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import { isConnectionFault } from "./connection-fault.ts";
import type { SagaRegistry, StepSettings } from "./definition.ts";
import { createGatherer, type Settled } from "./gather.ts";
import { createLimiter } from "./limit-calls.ts";
import {
  type Ask,
  beginBatch,
  type Outcome,
  type ReceivedCommand,
  recordBatch,
  type StepContext,
} from "./step-batch.ts";
import type { SettledAttempt, SettleOptions } from "./settle-steps.ts";

export type { ReceivedCommand } from "./step-batch.ts";

/** What became of one command. `failed` is a fault of the program or of its surroundings: bring it again. */
export type CommandOutcome =
  | { readonly messageId: MessageId; readonly outcome: Outcome }
  | { readonly messageId: MessageId; readonly outcome: "failed"; readonly error: unknown };

export interface SagaRunner {
  /**
   * Runs the steps that these commands wake. Safe to repeat: a command that was taken before, or that the saga has moved
   * past, is `stale` and does nothing. Commands that arrive together, from whichever job, share transactions.
   */
  run(name: SagaCommandName, commands: readonly ReceivedCommand[]): Promise<CommandOutcome[]>;
}

export interface SagaRunnerDeps extends Deps {
  readonly gateways: PaymentGateways;
  readonly registry: SagaRegistry;
  readonly settings: StepSettings;
  /** What links in mails are made of. */
  readonly site: SettleOptions["site"];
  /** Told of each attempt after its commit, with its duration in seconds. For metrics; must not throw. */
  readonly onAttempt?: (attempt: SettledAttempt, seconds: number) => void;
  readonly random?: () => number;
}

/** Commands that one transaction takes at most. */
const BATCH_MAX = 64;
/** Transactions of one command that run at once: more would only wait for each other's rows, and be smaller. */
const BATCHES_AT_ONCE = 1;
const WAITING_MAX = 10_000;
/** Calls to payment providers that are open at once. */
const CALLS_AT_ONCE = 64;

/** Runs a batch; if one member spoils it, each member alone, so that the others do not suffer. */
async function apart<Item, Result>(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<Result[]>,
): Promise<Settled<Result>[]> {
  try {
    return (await run(items)).map((value) => ({ ok: true, value }));
  } catch (error) {
    if (items.length === 1 || isConnectionFault(error)) return items.map(() => ({ ok: false, error }));
  }
  const settled: Settled<Result>[] = [];
  for (const item of items) settled.push(...(await apart([item], run)));
  return settled;
}

/** The engine of one process. The worker makes one and hands it to the saga procedures. */
export function createSagaRunner(deps: SagaRunnerDeps): SagaRunner {
  const context: StepContext = { ...deps, random: deps.random ?? Math.random };
  const callProvider = createLimiter(CALLS_AT_ONCE);

  function report(attempts: readonly SettledAttempt[], seconds: number): void {
    if (attempts.length > 0) deps.nudgeRelay();
    for (const attempt of attempts) deps.onAttempt?.(attempt, seconds);
  }

  function gatherersOf(name: SagaCommandName) {
    const limits = { batchMax: BATCH_MAX, parallel: BATCHES_AT_ONCE, waitingMax: WAITING_MAX };
    const begin = createGatherer<ReceivedCommand, Outcome | Ask>({
      ...limits,
      run: (items) =>
        apart(items, async (batch) => {
          await deps.failPoints.pass("saga.before-step", name);
          const started = performance.now();
          const { results, attempts } = await beginBatch(context, name, batch);
          await deps.failPoints.pass(
            results.some((result) => typeof result === "object") ? "saga.after-intent" : "saga.after-commit",
            name,
          );
          report(attempts, (performance.now() - started) / 1_000);
          return results;
        }),
    });
    const record = createGatherer<Ask & { readonly answer: unknown; readonly startedMs: number }, Outcome>({
      ...limits,
      run: (items) =>
        apart(items, async (batch) => {
          const { results, attempts } = await recordBatch(context, name, batch);
          await deps.failPoints.pass("saga.after-commit", name);
          const startedMs = Math.min(...batch.map((item) => item.startedMs));
          report(attempts, (performance.now() - startedMs) / 1_000);
          return results;
        }),
    });
    return { begin, record };
  }

  const gatherers = new Map<SagaCommandName, ReturnType<typeof gatherersOf>>();

  async function runOne(name: SagaCommandName, received: ReceivedCommand): Promise<Outcome> {
    const gatherer = gatherers.get(name) ?? gatherersOf(name);
    gatherers.set(name, gatherer);
    const startedMs = performance.now();
    const begun = await gatherer.begin(received);
    if (typeof begun === "string") return begun;
    const answer = await callProvider(() => begun.action.ask(deps.gateways, begun.question));
    await deps.failPoints.pass("saga.after-effect", name);
    return gatherer.record({ ...begun, answer, startedMs });
  }

  return {
    async run(name, commands) {
      return Promise.all(
        commands.map(async (received): Promise<CommandOutcome> => {
          const { messageId } = received;
          try {
            return { messageId, outcome: await runOne(name, received) };
          } catch (error) {
            const { sagaId, orderId } = received.command;
            deps.logger.warn({ err: error, command: name, messageId, sagaId, orderId }, "a saga command failed");
            return { messageId, outcome: "failed", error };
          }
        }),
      );
    },
  };
}
