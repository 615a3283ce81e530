import type { InvoiceDocument, OrderDocuments } from "@cartwright/contracts/invoices";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface StoredDocument {
  readonly id: string;
  readonly orderId: OrderId;
  readonly refundId: string | null;
  readonly content: InvoiceDocument;
}

export interface NewDocument extends StoredDocument {
  readonly series: string;
  readonly serial: number;
  readonly invoiceId: string | null;
  readonly issuedAt: Date;
}

/** The documents of some orders, in the order in which they were issued. */
export async function selectDocuments(db: Db | Tx, orderIds: readonly OrderId[]): Promise<StoredDocument[]> {
  const { rows } = await sql<StoredDocument>`
    select id, order_id as "orderId", refund_id as "refundId", content from invoices.documents
    where order_id = any(${orderIds}::uuid[]) order by issued_at, (kind = 'credit_note'), serial`.execute(db);
  return rows;
}

/** Allots the next numbers of some series. Returns the last of each. The caller holds the lock on the settings. */
export async function allotSerials(tx: Tx, counts: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const { rows } = await sql<{ series: string; last: number }>`
    insert into invoices.counters as counter (series, last_serial)
    select * from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::int[])
    on conflict (series) do update set last_serial = counter.last_serial + excluded.last_serial
    returning series, last_serial as last`.execute(tx);
  return new Map(rows.map(({ series, last }) => [series, last]));
}

export async function insertDocuments(tx: Tx, documents: readonly NewDocument[]): Promise<void> {
  const rows = documents.map(({ content, issuedAt, ...row }) => ({
    id: row.id,
    kind: content.kind,
    series: row.series,
    serial: row.serial,
    number: content.number,
    order_id: row.orderId,
    refund_id: row.refundId,
    invoice_id: row.invoiceId,
    issued_at: issuedAt,
    issued_on: sql<Date>`${content.issuedOn}::date`,
    currency: content.currency,
    tax_minor: content.taxMinor,
    total_minor: content.totalMinor,
    content: JSON.stringify(content),
  }));
  await tx.insertInto("invoices.documents").values(rows).execute();
}

export async function selectDocument(db: Db, orderId: OrderId, number: string): Promise<InvoiceDocument | null> {
  const { rows } = await sql<{ content: InvoiceDocument }>`
    select content from invoices.documents where order_id = ${orderId} and number = ${number}`.execute(db);
  return rows[0]?.content ?? null;
}

export async function selectDocumentList(db: Db, orderId: OrderId): Promise<OrderDocuments["documents"]> {
  const { rows } = await sql<OrderDocuments["documents"][number]>`
    select kind, number, to_char(issued_on, 'YYYY-MM-DD') as "issuedOn", total_minor as "totalMinor", currency
    from invoices.documents where order_id = ${orderId}
    order by issued_at, (kind = 'credit_note'), serial limit 1000`.execute(db);
  return rows;
}

export interface MonthDocumentRow {
  readonly content: InvoiceDocument;
  readonly series: string;
  readonly serial: number;
}

/** The documents of a month by day and number, after one of them. */
export async function selectDocumentsOfMonth(
  db: Db,
  {
    month,
    after,
    limit,
  }: {
    readonly month: string;
    readonly after: readonly [issuedOn: string, series: string, serial: number] | null;
    readonly limit: number;
  },
): Promise<MonthDocumentRow[]> {
  const isLater = after
    ? sql`(issued_on, series, serial) > (${after[0]}::date, ${after[1]}, ${after[2]}::int)`
    : sql`true`;
  const { rows } = await sql<MonthDocumentRow>`
    select content, series, serial from invoices.documents
    where issued_on >= ${`${month}-01`}::date and issued_on < ${`${month}-01`}::date + interval '1 month' and ${isLater}
    order by issued_on, series, serial limit ${limit}`.execute(db);
  return rows;
}
