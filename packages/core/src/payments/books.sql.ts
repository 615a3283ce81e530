import type { PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { overpaidKey } from "./overpaid-key.ts";
import { type Payment, paymentOf } from "./payment.ts";
import type { LedgerFact, WaitingRefunds } from "./reconcile.ts";

/** Payments by descending id: ids sort by creation time. */
export async function selectPaymentPage(db: Db, after: PaymentId | null, limit: number): Promise<Payment[]> {
  const page = db.selectFrom("payments.payments").selectAll().orderBy("id", "desc").limit(limit);
  const rows = await (after === null ? page : page.where("id", "<", after)).execute();
  return rows.map(paymentOf);
}

/** When a payment was opened. */
export async function selectPaymentTime(db: Db, id: PaymentId): Promise<Date | null> {
  const payment = db.selectFrom("payments.payments").select("created_at").where("id", "=", id);
  return (await payment.executeTakeFirst())?.created_at ?? null;
}

/** The amounts captured and refunded in the ledger, by payment. */
export async function selectLedgerTotals(db: Db | Tx, ids: readonly PaymentId[]): Promise<Map<PaymentId, LedgerFact>> {
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

/** For each payment with an open refund, when it was opened and how much is open. */
export async function selectWaitingRefunds(
  db: Db | Tx,
  ids: readonly PaymentId[],
): Promise<Map<PaymentId, WaitingRefunds>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("payments.refunds")
    .select(({ fn }) => ["payment_id", fn.min("created_at").as("since"), fn.sum<string>("amount_minor").as("amount")])
    .where("payment_id", "in", ids)
    .where("state", "=", "intent")
    .groupBy("payment_id")
    .execute();
  return new Map(
    rows.map((row) => [
      row.payment_id as PaymentId, // the column's foreign key
      { since: row.since, amountMinor: Number(row.amount) },
    ]),
  );
}

/** What of each payment was refunded because it was paid above the order's total. */
export async function selectOverpaidRefunds(db: Db | Tx, ids: readonly PaymentId[]): Promise<Map<PaymentId, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("payments.refunds")
    .select(["payment_id", "amount_minor"])
    .where("idempotency_key", "in", ids.map(overpaidKey))
    .where("state", "!=", "failed")
    .execute();
  return new Map(rows.map((row) => [row.payment_id as PaymentId, row.amount_minor])); // the column's foreign key
}
