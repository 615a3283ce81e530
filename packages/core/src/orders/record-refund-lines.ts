import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { insertRefund, type NewRefund, type RefundFacts, selectIsRecorded, selectRefundFacts } from "./refunds.sql.ts";

/** What an order was charged, and what its refunds, but the failed ones, were for. Null for an order that does not exist. */
export async function readRefundFacts(
  db: Db | Tx,
  orderId: OrderId,
  failed: readonly string[],
): Promise<RefundFacts | null> {
  return selectRefundFacts(db, orderId, failed);
}

/** Whether a refund is recorded, also one that sent no money. The order is locked. */
export async function isRecorded(tx: Tx, refundId: string): Promise<boolean> {
  return selectIsRecorded(tx, refundId);
}

/** Records what a refund is for, in the transaction that opens its payment. */
export async function recordRefundLines(tx: Tx, refund: NewRefund): Promise<void> {
  await insertRefund(tx, refund);
}
