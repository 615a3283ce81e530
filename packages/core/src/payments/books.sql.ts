import type { PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { type Payment, paymentOf } from "./payment.ts";
import type { LedgerFact } from "./reconcile.ts";

/** Payments by descending id: ids sort by creation time. */
export async function selectPaymentPage(db: Db, after: PaymentId | null, limit: number): Promise<Payment[]> {
  const page = db.selectFrom("payments.payments").selectAll().orderBy("id", "desc").limit(limit);
  const rows = await (after === null ? page : page.where("id", "<", after)).execute();
  return rows.map(paymentOf);
}

/** The amounts captured and refunded in the ledger, by payment. */
export async function selectLedgerTotals(db: Db, ids: readonly PaymentId[]): Promise<Map<PaymentId, LedgerFact>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ payment_id: PaymentId; taken: number; refunded: number; byHand: number }>`
    select payment_id,
      coalesce(-sum(amount_minor) filter (where account = 'customer_payments'), 0)::bigint as taken,
      coalesce(sum(amount_minor) filter (where account = 'customer_refunds'), 0)::bigint as refunded,
      coalesce(-sum(amount_minor) filter (where account = 'refunds_by_hand'), 0)::bigint as "byHand"
    from payments.ledger_entries where payment_id = any(${ids}::uuid[]) group by payment_id`.execute(db);
  return new Map(
    rows.map((row) => [
      row.payment_id,
      { takenMinor: row.taken, refundedMinor: row.refunded, byHandMinor: row.byHand },
    ]),
  );
}

/** For each payment with an open refund, when it was opened. */
export async function selectWaitingRefunds(db: Db, ids: readonly PaymentId[]): Promise<Map<PaymentId, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("payments.refunds")
    .select(({ fn }) => ["payment_id", fn.min("created_at").as("since")])
    .where("payment_id", "in", ids)
    .where("state", "=", "intent")
    .groupBy("payment_id")
    .execute();
  return new Map(rows.map((row) => [row.payment_id as PaymentId, row.since])); // the column's foreign key
}
