import { sweepAccounts } from "@cartwright/core/accounts/privacy/sweep-accounts";
import { createStockWalk } from "@cartwright/core/catalog/find-stale-stock";
import type { Deps } from "@cartwright/core/kernel/deps";
import { requeueMails } from "@cartwright/core/notifications/requeue-mails";
import { pruneMessages } from "@cartwright/core/outbox/mark-published";
import { releaseExpiredHolds } from "@cartwright/core/saga/flows/checkout/release-expired-holds";
import { sweepWaitingRefunds } from "@cartwright/core/saga/flows/refund/start-refund";
import { retryStuckSagas, STUCK_POLICY, wakeDueSagas } from "@cartwright/core/saga/engine/wake-sagas";
import type { SagaRegistry } from "@cartwright/core/saga/engine/definition";
import { JOB_ATTEMPTS_MAX } from "@cartwright/queue/retry-policy";

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
/** Longer than a job's own attempts go on (about eight minutes), so that only a mail without a job is given one. */
const MAIL_SILENT_MS = 900_000;
/** Products that one look compares, three short reads by key: a catalogue of 100,000 is walked through in about 17 minutes. */
const STOCK_PAGE = 500;

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
    {
      name: "lost mails",
      everyMs: 30_000,
      run: () => requeueMails(deps, { limit: BATCH, silentMs: MAIL_SILENT_MS, attemptsMax: JOB_ATTEMPTS_MAX }),
    },
    { name: "stale stock flags", everyMs: 5_000, run: createStockWalk(deps, STOCK_PAGE) },
    { name: "old messages", everyMs: 30_000, run: () => pruneMessages(deps.db, 5_000) },
    { name: "old sessions", everyMs: 300_000, run: () => sweepAccounts(deps, 1_000) },
  ];
}
