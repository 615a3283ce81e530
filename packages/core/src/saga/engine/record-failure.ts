import type { SagaCommandName } from "@cartwright/contracts/messages";
import { sqlState } from "@cartwright/db/sql-state";
import { inTransaction } from "@cartwright/db/transaction";
import { isAppError } from "../../kernel/app-error.ts";
import { takeFromInbox } from "../../outbox/take-from-inbox.ts";
import { isConnectionFault } from "./connection-fault.ts";
import { type ReceivedCommand, selectRunnable } from "./select-runnable.ts";
import { settleAttempts, type SettledAttempt } from "./settle-attempts.ts";
import type { StepContext } from "./step-batch.ts";

/** Serialization failure, deadlock, lock not available. */
const CONTENTION = new Set(["40001", "40P01", "55P03"]);

/**
 * Whether an error says something about the step itself. A database that is away or busy, or an engine with too much to do, says
 * nothing about it: then the queue delivers the command again, and the attempt does not count.
 */
export function isStepFault(error: unknown): boolean {
  return !isConnectionFault(error) && !CONTENTION.has(sqlState(error) ?? "") && !isAppError(error, "unavailable");
}

/** An error for the journal and the dead letters: its message in one line. */
const describe = (error: unknown) => (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");

/**
 * Records that a step threw, as an attempt of the saga: it is journalled, shown on the timeline and retried with the step's own
 * policy, so that it ends compensated or stuck after a known time. The step's transaction was rolled back, so nothing else of
 * the attempt remains. Returns null when the saga does not wait for this command any more.
 */
export async function recordFailure(
  context: StepContext,
  name: SagaCommandName,
  failure: { readonly received: ReceivedCommand; readonly error: unknown },
): Promise<SettledAttempt | null> {
  return inTransaction(context.db, async (tx) => {
    const { received, error } = failure;
    const { runnable } = await selectRunnable(tx, context.registry, { name, received: [received] });
    const [command] = runnable;
    if (!command || !(await takeFromInbox(tx, name, [received.messageId])).has(received.messageId)) return null;
    const result = { kind: "retry" as const, reason: "internal" as const, error: describe(error) };
    const { definition, locked } = command;
    const [settled] = await settleAttempts(tx, [{ definition, locked, result, startedAt: null }], context);
    return settled ?? null;
  });
}
