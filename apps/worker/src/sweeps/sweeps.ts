import type { WorkerDeps } from "../deps.ts";
import type { QueueName } from "@cartwright/contracts/messages";
import { INFO_PATHS } from "@cartwright/contracts/info-pages";
import { fillCustomers, refreshCustomers } from "@cartwright/core/accounts/customers/refresh-customers";
import { sweepAccounts } from "@cartwright/core/accounts/privacy/sweep-accounts";
import { sweepCheckoutDrafts } from "@cartwright/core/cart/checkout-draft";
import { checkCollections } from "@cartwright/core/catalog/collections/check-collections";
import { sweepImports } from "@cartwright/core/catalog/imports/sweep-imports";
import { createStockWalk } from "@cartwright/core/catalog/find-stale-stock";
import { publishDue } from "@cartwright/core/catalog/lifecycle/publish-due";
import { createSitemapWalk } from "@cartwright/core/catalog/sitemaps/write-sitemaps";
import { pruneSearchCounts } from "@cartwright/core/catalog/suggestions/prune-search-counts";
import { sweepDocuments } from "@cartwright/core/invoices/sweep-documents";
import { requeueMails } from "@cartwright/core/notifications/requeue-mails";
import { sweepDownloadTickets } from "@cartwright/core/orders/start-download";
import { foldSales } from "@cartwright/core/orders/sales/fold-sales";
import { sweepOrderDrafts } from "@cartwright/core/orders/sweep-order-drafts";
import { sweepOrderLinks } from "@cartwright/core/orders/sweep-order-links";
import { pruneMessages } from "@cartwright/core/outbox/mark-published";
import { pruneRefusals } from "@cartwright/core/payments/count-refusals";
import { readPausedQueues } from "@cartwright/core/queues/paused-queues";
import { pruneWorkers } from "@cartwright/core/queues/workers";
import { releaseExpiredHolds } from "@cartwright/core/saga/flows/checkout/release-expired-holds";
import { sweepWaitingRefunds } from "@cartwright/core/saga/flows/refund/sweep-waiting-refunds";
import { retryStuckSagas, STUCK_POLICY, wakeDueSagas } from "@cartwright/core/saga/engine/wake-sagas";
import type { SagaRegistry } from "@cartwright/core/saga/engine/definition";
import { forgetVisitors } from "@cartwright/core/visits/forget-visitors";
import { pruneDeliveries } from "@cartwright/core/webhooks/prune-deliveries";
import { JOB_ATTEMPTS_MAX } from "@cartwright/queue/retry-policy";

/** A periodic check for work that should have happened. `run` returns how much it found. */
export interface Sweep {
  readonly name: string;
  readonly everyMs: number;
  /**
   * Runs on every worker instead of only the leader, because it is about the process: the values that it shows.
   */
  readonly everywhere?: true;
  run(): Promise<number>;
}

/** The most rows of one run. The next run finds the rest. */
const BATCH = 200;
/** How long a saga has to end its own hold. */
const HOLD_GRACE_MS = 60_000;
/** Longer than a job's own attempts take (about eight minutes), so that only a mail without a job gets a new one. */
const MAIL_SILENT_MS = 900_000;
/** Products compared in one run, in three short reads by key: a catalogue of 100,000 takes about 17 minutes. */
const STOCK_PAGE = 500;

/** More than a busy shop writes between two runs: each statement that changes orders writes one row per quarter hour it touches. */
const SALES_BATCH = 10_000;

/** Changes taken up in one run. A shop that had a million orders before lists its customers within twenty minutes. */
const CUSTOMERS_BATCH = 1_000;

/** Products read in one run: a catalogue of a million takes about seven minutes. */
const SITEMAP_PAGE = 2_500;

/** What a paused queue would do must not be done, or given to it once more, by a sweep. */
const unlessPaused =
  ({ db }: Pick<WorkerDeps, "db">, queue: QueueName, run: () => Promise<number>) =>
  async () =>
    (await readPausedQueues(db)).has(queue) ? 0 : run();

/** The sweeps over the shop's own state. All are safe to run at any time and any number of times. */
export function createSweeps(deps: WorkerDeps, registry: SagaRegistry): Sweep[] {
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
      run: unlessPaused(deps, "mail", () =>
        requeueMails(deps, { limit: BATCH, silentMs: MAIL_SILENT_MS, attemptsMax: JOB_ATTEMPTS_MAX }),
      ),
    },
    { name: "missing invoices", everyMs: 2_000, run: unlessPaused(deps, "invoices", () => sweepDocuments(deps)) },
    { name: "sums of sales", everyMs: 5_000, run: () => foldSales(deps, SALES_BATCH) },
    { name: "customers", everyMs: 1_000, run: () => refreshCustomers(deps, CUSTOMERS_BATCH) },
    { name: "past customers", everyMs: 1_000, run: () => fillCustomers(deps, CUSTOMERS_BATCH) },
    { name: "stale stock flags", everyMs: 5_000, run: createStockWalk(deps, STOCK_PAGE) },
    { name: "scheduled products", everyMs: 1_000, run: () => publishDue(deps, 100) },
    { name: "collections by rules", everyMs: 10_000, run: () => checkCollections(deps) },
    {
      name: "sitemaps",
      everyMs: 1_000,
      run: createSitemapWalk(deps, { origin: deps.settings.publicOrigin, paths: INFO_PATHS, limit: SITEMAP_PAGE }),
    },
    { name: "old webhook refusals", everyMs: 300_000, run: () => pruneRefusals(deps.db) },
    { name: "ended workers", everyMs: 60_000, run: () => pruneWorkers(deps.db) },
    { name: "old messages", everyMs: 30_000, run: () => pruneMessages(deps.db, 5_000) },
    { name: "old checkout drafts", everyMs: 300_000, run: () => sweepCheckoutDrafts(deps, 1_000) },
    { name: "expired download tickets", everyMs: 300_000, run: () => sweepDownloadTickets(deps, 1_000) },
    { name: "expired order links", everyMs: 300_000, run: () => sweepOrderLinks(deps, 1_000) },
    { name: "old draft orders", everyMs: 300_000, run: () => sweepOrderDrafts(deps, 1_000) },
    { name: "visitors of past days", everyMs: 60_000, run: () => forgetVisitors(deps, 50_000) },
    { name: "old search counts", everyMs: 300_000, run: () => pruneSearchCounts(deps, 5_000) },
    { name: "ended imports", everyMs: 5_000, run: () => sweepImports(deps, BATCH) },
    { name: "old webhook deliveries", everyMs: 300_000, run: () => pruneDeliveries(deps, 1_000) },
    { name: "old sessions", everyMs: 300_000, run: () => sweepAccounts(deps, 1_000) },
  ];
}
