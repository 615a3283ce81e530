import type { Card } from "@cartwright/contracts/card";
import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { type Payment, paymentOf, type Refund, refundOf } from "./payment.ts";
import type { PaymentState } from "./payment-state.ts";

export interface NewPayment {
  readonly id: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly sagaId: string;
  readonly provider: Payment["provider"];
  readonly token: string;
  readonly amountMinor: number;
  readonly giftCardMinor: number;
  readonly currency: string;
  readonly idempotencyKey: string;
  readonly traceparent: string | null;
}

/** Inserts intents; an order that already has a payment keeps it. Returns the new rows. */
export async function insertPayments(tx: Tx, rows: readonly NewPayment[]): Promise<Payment[]> {
  const { rows: inserted } = await sql<Parameters<typeof paymentOf>[0]>`
    insert into payments.payments
      (id, order_id, order_number, saga_id, provider, token, amount_minor, gift_card_minor, currency, idempotency_key, traceparent)
    select * from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.orderId)}::uuid[],
      ${rows.map((row) => row.orderNumber)}::text[], ${rows.map((row) => row.sagaId)}::uuid[],
      ${rows.map((row) => row.provider)}::text[], ${rows.map((row) => row.token)}::text[],
      ${rows.map((row) => row.amountMinor)}::bigint[], ${rows.map((row) => row.giftCardMinor)}::bigint[],
      ${rows.map((row) => row.currency)}::text[],
      ${rows.map((row) => row.idempotencyKey)}::uuid[], ${rows.map((row) => row.traceparent)}::text[])
    on conflict (order_id) do nothing
    returning *`.execute(tx);
  return inserted.map(paymentOf);
}

export async function selectPaymentsOfOrders(db: Db | Tx, orderIds: readonly OrderId[]): Promise<Payment[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await sql<Parameters<typeof paymentOf>[0]>`
    select * from payments.payments where order_id = any(${orderIds}::uuid[])`.execute(db);
  return rows.map(paymentOf);
}

/** Locks payments by ascending id, so that two batches cannot deadlock. */
export async function lockPayments(tx: Tx, ids: readonly PaymentId[]): Promise<Map<PaymentId, Payment>> {
  const { rows } = await sql<Parameters<typeof paymentOf>[0]>`
    select * from payments.payments where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  return new Map(rows.map((row) => [row.id as PaymentId, paymentOf(row)]));
}

export interface ProviderCharge {
  readonly provider: string;
  readonly providerRef: string | null;
  readonly orderNumber: string | null;
}

/** The payment of a provider's charge: by the order's number, which every charge carries, otherwise by its reference. */
export async function selectPaymentByProvider(
  db: Db | Tx,
  charge: ProviderCharge,
  lock: "for update" | "unlocked",
): Promise<Payment | null> {
  const named = db.selectFrom("payments.payments").selectAll().where("provider", "=", charge.provider);
  const one =
    charge.orderNumber === null
      ? named.where("provider_ref", "=", charge.providerRef)
      : named.where("order_number", "=", charge.orderNumber);
  const row = await (lock === "for update" ? one.forUpdate() : one).executeTakeFirst();
  return row ? paymentOf(row) : null;
}

const LATE = sql`(payment.state in ('declined', 'voided') and move.to_state = 'captured')`;

export interface PaymentMove {
  readonly id: PaymentId;
  readonly from: PaymentState;
  readonly to: PaymentState;
  readonly providerRef: string | null;
  readonly actionUrl: string | null;
  readonly actionExpiresAt: string | null;
  readonly failure: string | null;
  /** Null leaves the card unchanged. */
  readonly card: Card | null;
  /** Null leaves the fee unchanged. */
  readonly feeMinor: number | null;
}

/**
 * Moves payments, each only from the state it is expected in. Returns the rows that moved. The token is needed only to make
 * the charge, so it is deleted once the charge is decided. A charge that is captured after its payment was given up pays for the
 * provider's part only: the gift cards have their part back.
 */
export async function movePayments(tx: Tx, moves: readonly PaymentMove[]): Promise<Payment[]> {
  if (moves.length === 0) return [];
  const { rows } = await sql<Parameters<typeof paymentOf>[0]>`
    update payments.payments as payment
    set state = move.to_state,
      amount_minor = case when ${LATE} then payment.amount_minor - payment.gift_card_minor else payment.amount_minor end,
      gift_card_minor = case when ${LATE} then 0 else payment.gift_card_minor end, provider_ref = coalesce(payment.provider_ref, move.provider_ref),
      action_url = move.action_url, action_expires_at = move.action_expires_at, failure = move.failure,
      fee_minor = coalesce(move.fee_minor, payment.fee_minor),
      card_brand = coalesce(payment.card_brand, move.card_brand), card_last4 = coalesce(payment.card_last4, move.card_last4), updated_at = now(),
      token = case when move.to_state in ('intent', 'unknown', 'requires_action') then payment.token else '' end
    from unnest(
      ${moves.map((move) => move.id)}::uuid[], ${moves.map((move) => move.from)}::text[], ${moves.map((move) => move.to)}::text[],
      ${moves.map((move) => move.providerRef)}::text[], ${moves.map((move) => move.actionUrl)}::text[],
      ${moves.map((move) => move.actionExpiresAt)}::timestamptz[], ${moves.map((move) => move.failure)}::text[],
      ${moves.map((move) => move.feeMinor)}::bigint[], ${moves.map((move) => move.card?.brand ?? null)}::text[],
      ${moves.map((move) => move.card?.last4 ?? null)}::text[]
    ) as move (id, from_state, to_state, provider_ref, action_url, action_expires_at, failure, fee_minor, card_brand, card_last4)
    where payment.id = move.id and payment.state = move.from_state
    returning payment.*`.execute(tx);
  return rows.map(paymentOf);
}

/** Adds to the refunded amount of a payment. The guard is the amount refunded before. */
export async function addRefunded(
  tx: Tx,
  payment: Payment,
  change: { readonly amountMinor: number; readonly giftCardMinor: number; readonly state: PaymentState },
): Promise<Payment | null> {
  const row = await tx
    .updateTable("payments.payments")
    .set({
      refunded_minor: payment.refundedMinor + change.amountMinor,
      gift_card_refunded_minor: payment.giftCardRefundedMinor + change.giftCardMinor,
      state: change.state,
      updated_at: sql`now()`,
    })
    .where("id", "=", payment.id)
    .where("refunded_minor", "=", payment.refundedMinor)
    .where("state", "=", payment.state)
    .returningAll()
    .executeTakeFirst();
  return row ? paymentOf(row) : null;
}

export interface NewRefund {
  readonly id: string;
  readonly paymentId: PaymentId;
  readonly amountMinor: number;
  readonly giftCardMinor: number;
  readonly idempotencyKey: string;
  readonly reason: string;
}

/** Inserts refund intents. An existing key keeps its refund. Returns the new rows. */
export async function insertRefunds(tx: Tx, refunds: readonly NewRefund[]): Promise<Refund[]> {
  if (refunds.length === 0) return [];
  const rows = await tx
    .insertInto("payments.refunds")
    .values(
      refunds.map((refund) => ({
        id: refund.id,
        payment_id: refund.paymentId,
        amount_minor: refund.amountMinor,
        gift_card_minor: refund.giftCardMinor,
        idempotency_key: refund.idempotencyKey,
        reason: refund.reason,
      })),
    )
    .onConflict((conflict) => conflict.column("idempotency_key").doNothing())
    .returningAll()
    .execute();
  return rows.map(refundOf);
}

export async function selectRefund(db: Db | Tx, id: string): Promise<Refund | null> {
  const row = await db.selectFrom("payments.refunds").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? refundOf(row) : null;
}

/** The refunds of payments, oldest first, 5,000 at most. */
export async function selectRefundsOfPayments(db: Db | Tx, paymentIds: readonly PaymentId[]): Promise<Refund[]> {
  if (paymentIds.length === 0) return [];
  const rows = await db
    .selectFrom("payments.refunds")
    .selectAll()
    .where("payment_id", "in", [...paymentIds])
    .orderBy("created_at")
    .orderBy("id")
    .limit(5_000)
    .execute();
  return rows.map(refundOf);
}

/** Ends a refund that is still an intent. Null when it has ended already. */
export async function endRefund(
  tx: Tx,
  refundId: string,
  end: {
    readonly state: "done" | "failed";
    readonly providerRef: string | null;
    /** Where the money is found, when the shop paid it outside of the provider. */
    readonly reference?: string;
  },
): Promise<Refund | null> {
  const row = await tx
    .updateTable("payments.refunds")
    .set({
      state: end.state,
      provider_ref: end.providerRef,
      reference: end.reference ?? null,
      updated_at: sql`now()`,
    })
    .where("id", "=", refundId)
    .where("state", "=", "intent")
    .returningAll()
    .executeTakeFirst();
  return row ? refundOf(row) : null;
}

/** A refund that was made, and where it is among those, by the time when it was. */
export interface MadeRefundPosition {
  readonly at: string;
  readonly id: string;
  readonly orderId: OrderId;
}

/** The next refunds that were made, oldest first, but those of the last `graceSeconds`, whose transactions may not be committed. */
export async function selectMadeRefundsAfter(
  db: Db | Tx,
  after: { readonly at: string; readonly id: string },
  { limit, graceSeconds }: { readonly limit: number; readonly graceSeconds: number },
): Promise<MadeRefundPosition[]> {
  const { rows } = await sql<MadeRefundPosition>`
    with made as (
      select updated_at, id, payment_id from payments.refunds
      where state = 'done' and (updated_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
        and updated_at < now() - ${graceSeconds} * interval '1 second'
      order by updated_at, id limit ${limit}
    )
    select made.updated_at::text as at, made.id, payment.order_id as "orderId"
    from made join payments.payments as payment on payment.id = made.payment_id
    order by made.updated_at, made.id`.execute(db);
  return rows;
}
