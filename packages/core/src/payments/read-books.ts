import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import type { ChargeOutcome, PaymentGateways } from "../kernel/payment-gateway.ts";
import type { Payment } from "./payment.ts";
import {
  selectLedgerTotals,
  selectOverpaidRefunds,
  selectPaymentPage,
  selectPaymentTime,
  selectWaitingRefunds,
} from "./books.sql.ts";
import { selectPaymentsOfOrders } from "./payments.sql.ts";
import type { Books, LedgerFact, WaitingRefunds } from "./reconcile.ts";
import { lookUpCharge } from "./request-charge.ts";
import { selectMismatches } from "./webhook-events.sql.ts";

const PAGE_MAX = 200;
const ASKED_AT_ONCE = 8;

/** What the payments domain knows of some orders. */
type PaymentBooks = Pick<Books, "payments" | "ledger" | "waitingRefunds" | "overpaidRefunds" | "mismatches">;

async function readBooks(db: Db, payments: readonly Payment[]): Promise<PaymentBooks> {
  const ids = payments.map((payment) => payment.id);
  return {
    payments: new Map(payments.map((payment) => [payment.orderId, payment])),
    ledger: await selectLedgerTotals(db, ids),
    waitingRefunds: await selectWaitingRefunds(db, ids),
    overpaidRefunds: await selectOverpaidRefunds(db, ids),
    mismatches: await selectMismatches(db, ids),
  };
}

/** The payments of one page of the books, newest first. `after` is the last id of the page before. */
export async function readPaymentBooks(
  db: Db,
  page: { readonly after: PaymentId | null; readonly limit: number },
): Promise<
  PaymentBooks & {
    /** Null on the last page. */
    readonly next: PaymentId | null;
  }
> {
  const limit = Math.min(page.limit, PAGE_MAX);
  const payments = await selectPaymentPage(db, page.after, limit);
  const next = payments.length === limit ? (payments.at(-1)?.id ?? null) : null;
  return { ...(await readBooks(db, payments)), next };
}

/** The same of some orders, 200 at most. */
export async function readBooksOfOrders(db: Db, orderIds: readonly OrderId[]): Promise<PaymentBooks> {
  if (orderIds.length > PAGE_MAX) throw new RangeError(`more than ${PAGE_MAX} orders`);
  return readBooks(db, await selectPaymentsOfOrders(db, orderIds));
}

/** What the books say about one payment, or about none. */
export async function readPaymentFacts(
  db: Db | Tx,
  id: PaymentId | null,
): Promise<{ readonly ledger: LedgerFact; readonly waiting: WaitingRefunds | null; readonly overpaidMinor: number }> {
  const ids = id === null ? [] : [id];
  const [ledger] = (await selectLedgerTotals(db, ids)).values();
  const [waiting = null] = (await selectWaitingRefunds(db, ids)).values();
  const [overpaidMinor = 0] = (await selectOverpaidRefunds(db, ids)).values();
  return { ledger: ledger ?? { takenMinor: 0, refundedMinor: 0, byHandMinor: 0 }, waiting, overpaidMinor };
}

/** When a payment was opened. */
export async function readPaymentTime(db: Db, id: PaymentId): Promise<Date | null> {
  return selectPaymentTime(db, id);
}

/**
 * Looks payments up at their providers, eight at a time. A payment whose provider does not respond is left out. Once `signal`
 * aborts, no further look-up is started or awaited: `unasked` are the payments it did not come to. The first eight are always
 * asked. Network only.
 */
export async function askProviders(
  gateways: PaymentGateways,
  payments: readonly Payment[],
  signal: AbortSignal,
): Promise<{ readonly reports: Map<PaymentId, ChargeOutcome | null>; readonly unasked: readonly Payment[] }> {
  if (payments.length > PAGE_MAX) throw new RangeError(`more than ${PAGE_MAX} payments`);
  const reports = new Map<PaymentId, ChargeOutcome | null>();
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  let from = 0;
  do {
    const some = payments.slice(from, from + ASKED_AT_ONCE);
    const responses = some.map(async (payment) => reports.set(payment.id, await lookUpCharge(gateways, payment)));
    await Promise.race([Promise.allSettled(responses), aborted]);
    from += some.length;
  } while (from < payments.length && !signal.aborted);
  // A copy, because a response may still arrive after the abort.
  return { reports: new Map(reports), unasked: payments.slice(from) };
}
