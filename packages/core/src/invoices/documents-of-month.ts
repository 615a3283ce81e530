import type { InvoiceDocument } from "@cartwright/contracts/invoices";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { selectDocumentsOfMonth } from "./documents.sql.ts";

/** The documents that were issued in a month such as `2026-11`, by day and number, at most `limit`. */
export async function readDocumentsOfMonth(db: Db | Tx, month: string, limit: number): Promise<InvoiceDocument[]> {
  return selectDocumentsOfMonth(db, month, limit);
}
