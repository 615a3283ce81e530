import { randomUUID } from "node:crypto";
import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Deps } from "../kernel/deps.ts";
import type { PaymentGateways } from "../kernel/payment-gateway.ts";
import { readOrderFacts, readOrdersCountedAsPaid } from "../orders/read-order-facts.ts";
import type { Payment } from "../payments/payment.ts";
import { askProviders, readBooksOfOrders, readPaymentBooks, readPaymentTime } from "../payments/read-books.ts";
import {
  claimWalk,
  finishPage,
  insertFindings,
  releaseWalk,
  resolveFindings,
  selectDisputed,
} from "../payments/reconciliation-state.ts";
import { readPaymentsOfOrders } from "../payments/read-payments.ts";
import { compareBooks, type Discrepancy, type Finding } from "../payments/reconcile.ts";

export interface ReconcileOptions {
  /** Payments per call, at most 200. */
  readonly limit: number;
  /** Payments that moved more recently are left to their sagas. */
  readonly settledForMs: number;
  /**
   * Payments that moved longer ago are compared with our own books only, which spares the provider. Those with an open
   * finding about the provider's record are looked up until it is resolved.
   */
  readonly askWithinMs: number;
  /** The age after which an undecided payment or an open refund is stuck. */
  readonly stuckAfterMs: number;
  /** How long the providers have for one page. What was not asked by then is left for the next. */
  readonly deadlineMs: number;
  /** The rest between two pages. */
  readonly pageRestMs: number;
  /** The rest between two walks through the books. */
  readonly restMs: number;
  /** How long a page belongs to one worker. Longer than `deadlineMs` and the statements around it. */
  readonly leaseMs: number;
}

/** At most this many findings are logged one by one in each call. The table has them all. */
const LOGGED_MAX = 20;

const WHAT_TO_DO: Readonly<Record<Finding, string>> = {
  paid_without_order: "refund the charge at the provider, or restore the order",
  order_without_payment: "hold the goods back, and look the charge up at the provider",
  amount_mismatch: "compare order, ledger and charge, and refund or collect the difference",
  refund_drift: "compare the refunds of order, ledger and provider, and record or send what is missing",
  provider_disagrees: "look the charge up at the provider; do not ship before it is clear",
  webhook_mismatch:
    "compare the webhook with the charge at the provider; rotate the secret if the provider did not send it",
  webhook_unmatched:
    "look the charge up at the provider and refund it, unless its order is missing because a backup was restored",
  stuck: "look the charge or the refund up at the provider, and resume the order's saga",
};

interface Comparison {
  readonly found: readonly Discrepancy[];
  /** The orders that were compared. */
  readonly orderIds: readonly OrderId[];
  /** Those of them whose provider reported. */
  readonly heardOf: readonly OrderId[];
  /** Where the next page begins. Null after the last. */
  readonly next: PaymentId | null;
}

type Limits = Pick<ReconcileOptions, "limit" | "settledForMs" | "askWithinMs" | "stuckAfterMs">;

interface Page {
  /** Payments after this one, or those of these orders. */
  readonly of: { readonly after: PaymentId | null } | { readonly orderIds: readonly OrderId[] };
  readonly options: Limits;
  /** Ends the look-ups. */
  readonly signal: AbortSignal;
  /** Compares these orders only. */
  readonly only?: ReadonlySet<OrderId>;
}

export type ReconcileDeps = Pick<Deps, "db" | "logger"> & { readonly gateways: PaymentGateways };

/** The discrepancies of one page of payments. */
export async function reconcilePage({ db, gateways }: ReconcileDeps, page: Page): Promise<Comparison> {
  const first = await comparePage(db, gateways, page);
  if (first.found.length === 0) return first;
  // The books are not read at one instant, so an order that moves meanwhile can look wrong once. It does not twice.
  const only = new Set(first.found.map((one) => one.orderId));
  const second = await comparePage(db, gateways, { ...page, only });
  const seen = new Set(first.found.map(keyOf));
  return {
    found: second.found.filter((one) => seen.has(keyOf(one))),
    orderIds: first.orderIds,
    heardOf: [...first.heardOf.filter((orderId) => !only.has(orderId)), ...second.heardOf],
    next: first.next,
  };
}

const keyOf = ({ finding, orderId }: Pick<Discrepancy, "finding" | "orderId">) => `${finding} ${orderId}`;

/** How many of the orders placed while a page's payments were made are looked at. */
const COUNTED_AS_PAID_MAX = 500;

/** The page's payments with their books, and its orders that have none. */
async function readPage(db: Db, { of, options: { limit, settledForMs } }: Page, now: Date) {
  if ("orderIds" in of) {
    const books = await readBooksOfOrders(db, of.orderIds);
    const facts = await readOrderFacts(db, of.orderIds);
    return { ...books, next: null, unbacked: new Map([...facts].filter(([id]) => !books.payments.has(id))) };
  }
  const books = await readPaymentBooks(db, { after: of.after, limit });
  const before = of.after === null ? null : await readPaymentTime(db, of.after);
  const settled = new Date(now.getTime() - settledForMs);
  const from = books.next === null ? null : ([...books.payments.values()].at(-1)?.createdAt ?? null);
  const to = before !== null && before < settled ? before : settled;
  const counted = await readOrdersCountedAsPaid(db, { from, to, limit: COUNTED_AS_PAID_MAX });
  const paid = await readPaymentsOfOrders(db, [...counted.keys()]);
  return { ...books, unbacked: new Map([...counted].filter(([id]) => !paid.has(id))) };
}

async function comparePage(db: Db, gateways: PaymentGateways, page: Page): Promise<Comparison> {
  const { settledForMs, askWithinMs, stuckAfterMs } = page.options;
  const now = new Date();
  const { payments: read, next, unbacked, ...books } = await readPage(db, page, now);
  const all: Payment[] = [...read.values()];
  const ageMs = (at: Date) => now.getTime() - at.getTime();
  const due = all.filter(
    ({ orderId, updatedAt }) => ageMs(updatedAt) >= settledForMs && (page.only?.has(orderId) ?? true),
  );
  const disputed = await selectDisputed(
    db,
    due.map(({ orderId }) => orderId),
  );
  const toAsk = due.filter(({ orderId, updatedAt }) => ageMs(updatedAt) <= askWithinMs || disputed.has(orderId));
  const { reports: provider, unasked } = await askProviders(gateways, toAsk, page.signal);
  // The page ends before the first payment that was not asked.
  const cut = unasked[0];
  const compared = cut ? due.slice(0, due.indexOf(cut)) : due;
  const payments = new Map(compared.map((payment) => [payment.orderId, payment]));
  const without = [...unbacked.keys()].filter((orderId) => page.only?.has(orderId) ?? true);
  const orderIds = [...compared.map(({ orderId }) => orderId), ...without];
  const orders = await readOrderFacts(db, orderIds);
  return {
    found: compareBooks({ ...books, payments, orders, provider, now, stuckAfterMs }),
    orderIds,
    heardOf: [...compared.filter(({ id }) => provider.has(id)).map(({ orderId }) => orderId), ...without],
    next: cut ? (all[all.indexOf(cut) - 1]?.id ?? null) : next,
  };
}

/** The most facts of one finding that are kept. */
const FACTS_MAX = 20;

/** One finding of a kind for each order, with all its details. */
function mergeDetails(found: readonly Discrepancy[]): Discrepancy[] {
  return [...Map.groupBy(found, keyOf).values()].flatMap(([one, ...others]) => {
    if (!one) return [];
    const some = [one, ...others].slice(0, FACTS_MAX);
    const detail = some.map((each) => each.detail).join("; ");
    return [{ ...one, detail, facts: some.flatMap(({ facts }) => facts) }];
  });
}

/** Stores what a page found, resolves what no longer holds, and logs each new finding with what to do. */
export async function recordFindings({ db, logger }: ReconcileDeps, compared: Comparison): Promise<void> {
  const merged = mergeDetails(compared.found);
  const fresh = new Set((await insertFindings(db, merged)).map(keyOf));
  await resolveFindings(db, compared);
  const isFresh = merged.filter((one) => fresh.has(keyOf(one)));
  for (const { orderNumber, orderId, finding, detail } of isFresh.slice(0, LOGGED_MAX))
    logger.error({ orderNumber, orderId, finding, detail }, `the books disagree: ${WHAT_TO_DO[finding]}`);
}

/**
 * Walks through all books, newest first, one page per call, and rests after each page. Position and findings are stored, so
 * that of several workers one compares a page and any can continue. No transaction is open while providers are asked. A call
 * returns how many discrepancies it found; once `signal` aborts, it ends without moving on.
 */
export function createReconciliation(
  deps: ReconcileDeps,
  options: ReconcileOptions,
): (signal: AbortSignal) => Promise<number> {
  const holder = randomUUID();
  return async (signal) => {
    const claim = await claimWalk(deps.db, { holder, leaseMs: options.leaseMs });
    if (claim === null) return 0;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(options.deadlineMs)]);
    const compared = await reconcilePage(deps, { of: { after: claim.after }, options, signal: limit });
    if (signal.aborted) {
      await releaseWalk(deps.db, holder);
      return 0;
    }
    await recordFindings(deps, compared);
    const { found, next, orderIds } = compared;
    const restMs = next === null ? options.restMs : options.pageRestMs;
    await finishPage(deps.db, { holder, next, restMs, compared: orderIds.length });
    return found.length;
  };
}
