import { createReconciliation, type ReconcileOptions } from "@cartwright/core/admin/reconcile-books";
import type { WorkerDeps } from "../deps.ts";
import { type Loop, startLoop } from "../loop.ts";

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

/**
 * Compares the books, a page at a time, in a loop of its own: providers may take seconds to respond, and the sweeps must not
 * wait for them.
 */
export function startReconciliation(
  deps: Pick<WorkerDeps, "db" | "logger" | "gateways">,
  options: ReconcileOptions = RECONCILIATION,
): Pick<Loop, "close"> {
  const reconcile = createReconciliation(deps, options);
  return startLoop({
    restMs: TICK_MS,
    async round(signal) {
      const found = await reconcile(signal);
      if (found > 0) deps.logger.info({ sweep: "reconciliation", found }, "swept");
    },
    onError: (error) => deps.logger.warn({ err: error }, "the reconciliation failed; it runs again"),
  });
}
