import type { DocumentKind, InvoiceSettings } from "@cartwright/contracts/invoices";
import type { OrderId } from "@cartwright/contracts/ids";
import { localTime } from "@cartwright/contracts/time-zone";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import { readInvoiceFacts } from "../orders/read-invoice-facts.ts";
import { readShopTime } from "../orders/shop-time.ts";
import { readPaymentsOfOrders, readRefundsOfPayments } from "../payments/read-payments.ts";
import { composeDocument } from "./compose-document.ts";
import { numberOf, seriesOf } from "./document-number.ts";
import {
  allotSerials,
  insertDocuments,
  type NewDocument,
  selectDocuments,
  type StoredDocument,
} from "./documents.sql.ts";
import { hasSeller } from "./invoice-settings.ts";
import { type MissingDocument, planDocuments } from "./plan-documents.ts";
import { lockInvoiceSettings, selectInvoiceSettings } from "./settings.sql.ts";

/** Orders in one transaction, which holds the lock on the numbers. */
export const ISSUE_ORDERS_MAX = 100;

/** What the documents of some orders are made of. It is read before the lock: an order's invoice never changes, and a refund that is made meanwhile has a message of its own. */
async function readSources(tx: Tx, orderIds: readonly OrderId[]) {
  const facts = await readInvoiceFacts(tx, orderIds);
  const payments = await readPaymentsOfOrders(tx, orderIds);
  const refunds = await readRefundsOfPayments(tx, [...payments.values()]);
  return facts.map((order) => {
    const payment = payments.get(order.orderId);
    return { order, refunds: (payment && refunds.get(payment.id)) ?? [] };
  });
}

/** What is missing of each order. Certain while the settings are locked: whoever issues holds that lock. */
async function findMissing(tx: Tx, sources: Awaited<ReturnType<typeof readSources>>): Promise<MissingDocument[]> {
  const orderIds = sources.map(({ order }) => order.orderId);
  const existing = Map.groupBy(await selectDocuments(tx, orderIds), ({ orderId }) => orderId);
  return sources.flatMap(({ order, refunds }) => planDocuments(order, refunds, existing.get(order.orderId) ?? []));
}

/** The next serial of each series, one after the other. */
async function allot(tx: Tx, missing: readonly MissingDocument[], seriesOfKind: (kind: DocumentKind) => string) {
  const groups = Map.groupBy(missing, ({ kind }) => seriesOfKind(kind));
  const counts = new Map([...groups].map(([series, group]) => [series, group.length]));
  const last = await allotSerials(tx, counts);
  const next = new Map([...counts].map(([series, count]) => [series, (last.get(series) ?? count) - count + 1]));
  return (series: string): number => {
    const serial = next.get(series) ?? 1;
    next.set(series, serial + 1);
    return serial;
  };
}

async function write(
  tx: Tx,
  missing: readonly MissingDocument[],
  { settings, now }: { readonly settings: InvoiceSettings; readonly now: Date },
): Promise<void> {
  const { timeZone } = await readShopTime(tx);
  const issuedOn = localTime(now.getTime(), timeZone).date;
  const seriesOfKind = (kind: DocumentKind) => seriesOf(settings, kind, issuedOn);
  const nextSerial = await allot(tx, missing, seriesOfKind);
  // Those that are issued here. The plans of an order begin with its invoice.
  const invoices = new Map<OrderId, Pick<StoredDocument, "id" | "content">>();
  const documents = missing.map((plan): NewDocument => {
    const { orderId } = plan.facts;
    const series = seriesOfKind(plan.kind);
    const serial = nextSerial(series);
    const invoice = plan.invoice ?? invoices.get(orderId) ?? null;
    const content = composeDocument(plan, {
      number: numberOf(series, serial),
      issuedOn,
      invoice: invoice ? { number: invoice.content.number, issuedOn: invoice.content.issuedOn } : null,
      settings,
      timeZone,
    });
    const id = newId();
    if (plan.kind === "invoice") invoices.set(orderId, { id, content });
    return {
      id,
      orderId,
      refundId: plan.refundId,
      invoiceId: invoice?.id ?? null,
      content,
      series,
      serial,
      issuedAt: now,
    };
  });
  await insertDocuments(tx, documents);
}

/**
 * Issues the documents that confirmed orders have not got: an invoice, and a credit note for each refund that was made. Numbers
 * are allotted under a lock, in the transaction that writes the documents, so they have no gap and none is given twice. Repeating
 * it changes nothing. Issues nothing until the seller's name and address are set; a sweep issues it afterwards. At most
 * {@link ISSUE_ORDERS_MAX} orders. Returns how many documents it wrote; null when there is no seller.
 */
export async function issueDocuments(deps: Pick<Deps, "db">, orderIds: readonly OrderId[]): Promise<number | null> {
  if (orderIds.length > ISSUE_ORDERS_MAX) throw new RangeError(`more than ${ISSUE_ORDERS_MAX} orders`);
  if (orderIds.length === 0) return 0;
  if (!hasSeller(await selectInvoiceSettings(deps.db))) return null;
  return inTransaction(deps.db, async (tx) => {
    const sources = await readSources(tx, orderIds);
    // Most repetitions end here, without the lock.
    if ((await findMissing(tx, sources)).length === 0) return 0;
    const locked = await lockInvoiceSettings(tx);
    if (!hasSeller(locked.settings)) return null;
    const missing = await findMissing(tx, sources);
    if (missing.length > 0) await write(tx, missing, locked);
    return missing.length;
  });
}
