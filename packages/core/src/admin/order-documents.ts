import type { InvoiceDocument, OrderDocuments } from "@cartwright/contracts/invoices";
import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { listDocuments, readDocument } from "../invoices/read-documents.ts";
import { requireOrder } from "./require-order.ts";

/** The documents of any order, for staff. Throws `not_found`. */
export async function listDocumentsForStaff(db: Db, number: OrderNumber): Promise<OrderDocuments> {
  return listDocuments(db, (await requireOrder(db, number)).id);
}

/** One document of any order, for staff. Throws `not_found`. */
export async function readDocumentForStaff(
  db: Db,
  { number, document }: { readonly number: OrderNumber; readonly document: string },
): Promise<InvoiceDocument> {
  return readDocument(db, (await requireOrder(db, number)).id, document);
}
