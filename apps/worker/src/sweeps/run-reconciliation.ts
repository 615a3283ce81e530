import { setTimeout as sleep } from "node:timers/promises";
import { createReconciliation, type ReconcileOptions } from "@cartwright/core/admin/reconcile-books";
import type { WorkerDeps } from "../deps.ts";

/** Comparing the books with the providers costs one look-up a payment: at most 100 a minute, for those of the last day. */
const RECONCILIATION: ReconcileOptions = {
  limit: 100,
  settledForMs: 120_000,
  askWithinMs: 24 * 60 * 60_000,
  stuckAfterMs: 60 * 60_000,
  deadlineMs: 15_000,
  pageRestMs: 60_000,
  restMs: 10 * 60_000,
  leaseMs: 120_000,
};
/** How often a worker checks whether a page is due: one statement. */
const TICK_MS = 5_000;

export interface ReconciliationLoop {
  /** Stops waiting for providers, ends the lease, and resolves. */
  close(): Promise<void>;
}

/**
 * Compares the books, a page at a time, in a loop of its own: providers may take seconds to respond, and the sweeps must not
 * wait for them.
 */
export function startReconciliation(
  deps: Pick<WorkerDeps, "db" | "logger" | "gateways">,
  options: ReconcileOptions = RECONCILIATION,
): ReconciliationLoop {
  const reconcile = createReconciliation(deps, options);
  const closing = new AbortController();
  const { signal } = closing;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        const found = await reconcile(signal);
        if (found > 0) deps.logger.info({ sweep: "reconciliation", found }, "swept");
      } catch (error) {
        deps.logger.warn({ err: error }, "the reconciliation failed; it runs again");
      }
      // Rejects when the loop is closed, which then ends.
      await sleep(TICK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  const loop = run();
  return {
    async close() {
      closing.abort();
      await loop;
    },
  };
}
