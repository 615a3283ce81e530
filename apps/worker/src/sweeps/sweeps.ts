import { sweepAccounts } from "@cartwright/core/accounts/sweep-accounts";
import type { Deps } from "@cartwright/core/kernel/deps";
import { pruneMessages } from "@cartwright/core/saga/mark-published";
import { releaseExpiredHolds } from "@cartwright/core/saga/release-expired-holds";
import { sweepWaitingRefunds } from "@cartwright/core/saga/start-refund";
import { retryStuckSagas, STUCK_POLICY, wakeDueSagas } from "@cartwright/core/saga/wake-sagas";
import type { SagaRegistry } from "@cartwright/core/saga/definition";

/** Something that looks for what should have happened, and answers how much it found. */
export interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  /** Looks only: runs on every worker and not only on the one that leads, or each would go on showing what it saw when it led. */
  readonly everywhere?: true;
  run(): Promise<number>;
}

/** Rows that one look takes at most. What is left is found by the next. */
const BATCH = 200;
/** A saga gets this long to end its own hold. */
const HOLD_GRACE_MS = 60_000;

/** The sweeps over the shop's own state. All may run at any time and any number of times. */
export function createSweeps(deps: Deps, registry: SagaRegistry): Sweep[] {
  return [
    { name: "due sagas", everyMs: 1_000, run: () => wakeDueSagas(deps, registry, BATCH) },
    {
      name: "expired holds",
      everyMs: 1_000,
      run: () => releaseExpiredHolds(deps, { limit: BATCH, graceMs: HOLD_GRACE_MS }),
    },
    { name: "waiting refunds", everyMs: 2_000, run: () => sweepWaitingRefunds(deps, 50) },
    {
      name: "stuck sagas",
      everyMs: 5_000,
      run: () => retryStuckSagas(deps, registry, { limit: 50, policy: STUCK_POLICY }),
    },
    { name: "old messages", everyMs: 30_000, run: () => pruneMessages(deps.db, 5_000) },
    { name: "old sessions", everyMs: 300_000, run: () => sweepAccounts(deps, 1_000) },
  ];
}
