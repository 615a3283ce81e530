import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { type InvoiceFacts, selectInvoiceFacts, selectSettledAfter, type WalkPosition } from "./invoice-facts.sql.ts";

export type { InvoiceFacts, WalkPosition } from "./invoice-facts.sql.ts";

/** What the documents of confirmed orders say about them. Orders that were never confirmed are left out. At most 500. */
export async function readInvoiceFacts(db: Db | Tx, orderIds: readonly OrderId[]): Promise<InvoiceFacts[]> {
  return orderIds.length === 0 ? [] : selectInvoiceFacts(db, orderIds);
}

/** The next orders whose checkout has ended, after a position. */
export async function readSettledAfter(
  db: Db | Tx,
  after: WalkPosition,
  page: { readonly limit: number; readonly graceSeconds: number },
): Promise<(WalkPosition & { readonly orderId: OrderId })[]> {
  return selectSettledAfter(db, after, page);
}
