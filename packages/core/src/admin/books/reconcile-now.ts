import { randomUUID } from "node:crypto";
import type { Reconciled } from "@cartwright/contracts/books";
import type { OrderId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import { claimWalk, countOpenFindings, releaseWalk, selectOpenOrders } from "../../payments/reconciliation-state.ts";
import { type ReconcileDeps, recordFindings, reconcilePage } from "../reconcile-books.ts";
import { auditOf, type StaffAct } from "../staff-act.ts";

/** A comparison by hand: the newest payments and the orders with open findings, at most this many of each. */
const BY_HAND_MAX = 100;
/** As the scheduled comparison has them, but without a rest for what has just moved: a person is looking at it. */
const LIMITS = {
  limit: BY_HAND_MAX,
  settledForMs: 0,
  askWithinMs: Number.POSITIVE_INFINITY,
  stuckAfterMs: 3_600_000,
};
/** How long the providers have for all of it. */
const DEADLINE_MS = 8_000;
const LEASE_MS = 60_000;

/** Compares some orders and stores what is found and what no longer holds. Returns how many were compared. */
export async function recheckOrders(
  deps: ReconcileDeps,
  orderIds: readonly OrderId[],
  signal: AbortSignal,
): Promise<number> {
  if (orderIds.length === 0) return 0;
  const compared = await reconcilePage(deps, { of: { orderIds }, options: LIMITS, signal });
  // What the deadline cut off was not compared, and so is not resolved.
  await recordFindings(deps, compared);
  return compared.orderIds.length;
}

/**
 * Compares the books now, for a person. One at a time: it takes the lease of the scheduled walk, whose place it leaves as it is.
 * Audited. Throws `stale_write` while another comparison runs.
 */
export async function reconcileNow(deps: ReconcileDeps, act: StaffAct): Promise<Reconciled> {
  const holder = randomUUID();
  await inTransaction(deps.db, async (tx) => {
    if ((await claimWalk(tx, { holder, leaseMs: LEASE_MS, early: true })) === null)
      throw new AppError("stale_write", { message: getTranslations("errorDetails")("booksBusy") });
    await appendAudit(tx, { ...auditOf(act), action: "payments.reconcile", subject: { kind: "books", id: "all" } });
  });
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const newest = await reconcilePage(deps, { of: { after: null }, options: LIMITS, signal });
    await recordFindings(deps, newest);
    const seen = new Set(newest.orderIds);
    const others = (await selectOpenOrders(deps.db, BY_HAND_MAX)).filter((orderId) => !seen.has(orderId));
    const compared = newest.orderIds.length + (await recheckOrders(deps, others, signal));
    const open = [...(await countOpenFindings(deps.db)).values()].reduce((sum, count) => sum + count, 0);
    return { compared, open };
  } finally {
    await releaseWalk(deps.db, holder, { checked: true });
  }
}
