import type { PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { metrics } from "@cartwright/observability/metrics";
import type { Deps } from "../kernel/deps.ts";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import { readOrderFacts } from "../orders/read-order-facts.ts";
import { askProviders, readPaymentBooks } from "../payments/read-books.ts";
import { compareBooks, type Discrepancy, type Finding, GRAVITY } from "../payments/reconcile.ts";

export interface ReconcileOptions {
  /** Payments per call, at most 200. */
  readonly limit: number;
  /** Payments that moved more recently are left to their sagas. */
  readonly settledForMs: number;
  /** Payments that moved longer ago are compared with our own books only, which spares the provider. */
  readonly askWithinMs: number;
  /** The age after which an undecided payment or an open refund is stuck. */
  readonly stuckAfterMs: number;
  /** The rest between two walks through the books. */
  readonly restMs: number;
}

/** At most this many findings are logged one by one in each call. The metric has them all. */
const LOGGED_MAX = 20;

const WHAT_TO_DO: Readonly<Record<Finding, string>> = {
  paid_without_order: "refund the charge at the provider, or restore the order",
  order_without_payment: "hold the goods back, and look the charge up at the provider",
  amount_mismatch: "compare order, ledger and charge, and refund or collect the difference",
  provider_disagrees: "look the charge up at the provider; do not ship before it is clear",
  webhook_mismatch:
    "compare the webhook with the charge at the provider; rotate the secret if the provider did not send it",
  stuck: "look the charge or the refund up at the provider, and resume the order's saga",
};

/** The discrepancies of one page of payments, and where the next page begins. */
export async function reconcilePage(
  deps: Pick<Deps, "db"> & { readonly gateways: PaymentGateways },
  after: PaymentId | null,
  options: Omit<ReconcileOptions, "restMs">,
): Promise<{ readonly found: readonly Discrepancy[]; readonly next: PaymentId | null }> {
  const compare = () => comparePage(deps.db, deps.gateways, { after, options });
  const first = await compare();
  if (first.found.length === 0) return first;
  // The books are not read at one instant, so an order that moves meanwhile can look wrong once. It does not twice.
  const second = await compare();
  const seen = new Set(first.found.map(keyOf));
  return { found: second.found.filter((one) => seen.has(keyOf(one))), next: first.next };
}

const keyOf = ({ finding, orderId }: Discrepancy) => `${finding} ${orderId}`;

async function comparePage(
  db: Db,
  gateways: PaymentGateways,
  page: { readonly after: PaymentId | null; readonly options: Omit<ReconcileOptions, "restMs"> },
): Promise<{ readonly found: readonly Discrepancy[]; readonly next: PaymentId | null }> {
  const { limit, settledForMs, askWithinMs, stuckAfterMs } = page.options;
  const { payments: all, next, ...books } = await readPaymentBooks(db, { after: page.after, limit });
  const now = new Date();
  const ageMs = (at: Date) => now.getTime() - at.getTime();
  const payments = new Map([...all].filter(([, payment]) => ageMs(payment.updatedAt) >= settledForMs));
  const recent = [...payments.values()].filter((payment) => ageMs(payment.updatedAt) <= askWithinMs);
  const provider = await askProviders(gateways, recent);
  const orders = await readOrderFacts(db, [...payments.keys()]);
  return { found: compareBooks({ ...books, payments, orders, provider, now, stuckAfterMs }), next };
}

/**
 * Walks through all books, newest first, one page per call, and rests after the last page. A new discrepancy is logged as an
 * error with its order's number and what to do; the metric counts those of the last whole walk. A call returns how many it
 * found. The position is kept in memory only: another worker starts again.
 */
export function createReconciliation(
  deps: Pick<Deps, "db" | "logger"> & { readonly gateways: PaymentGateways },
  options: ReconcileOptions,
): () => Promise<number> {
  let after: PaymentId | null = null;
  let resumeAt = 0;
  let known: ReadonlySet<string> = new Set();
  let walk = new Map<string, Finding>();
  return async () => {
    if (performance.now() < resumeAt) return 0;
    const { found, next } = await reconcilePage(deps, after, options);
    const fresh = found.filter((one) => !known.has(keyOf(one)));
    for (const { orderNumber, orderId, finding, detail } of fresh.slice(0, LOGGED_MAX))
      deps.logger.error({ orderNumber, orderId, finding, detail }, `the books disagree: ${WHAT_TO_DO[finding]}`);
    for (const one of found) walk.set(keyOf(one), one.finding);
    after = next;
    if (next !== null) return found.length;
    const counts = Map.groupBy(walk.values(), (finding) => finding);
    for (const finding of GRAVITY) metrics.bookFindings.set({ finding }, counts.get(finding)?.length ?? 0);
    known = new Set(walk.keys());
    walk = new Map();
    resumeAt = performance.now() + options.restMs;
    return found.length;
  };
}
