import type { PaymentId } from "@cartwright/contracts/ids";
import { shareMinor } from "@cartwright/contracts/money";
import { newId } from "@cartwright/core/kernel/ids";
import { derivedId } from "@cartwright/core/kernel/ids";
import { chargeEntries, feeEntries, type LedgerEntry, refundEntries } from "@cartwright/core/payments/ledger";
import type { Payment, Refund } from "@cartwright/core/payments/payment";
import { hasTaken } from "@cartwright/core/payments/payment-state";
import type { Tx } from "@cartwright/db/transaction";
import { inChunks } from "../in-chunks.ts";
import { type DemoOrder, timeOf } from "./demo-orders.ts";
import type { PaymentStory } from "./story.ts";
import { refundedMinorOf } from "./write-orders.ts";

/** The prefix of the provider's ids of demo charges. */
export const DEMO_CHARGE = "ch_demo_";

/** What the provider keeps: 1.4 per cent and a quarter of a euro. */
const feeMinor = (amountMinor: number) => shareMinor(amountMinor, 140) + 25;

interface Written {
  readonly payment: Payment;
  readonly refunds: readonly (Refund & { readonly at: Date })[];
  readonly entries: readonly (LedgerEntry & { readonly at: Date })[];
}

/** Writes payments, refunds and a ledger that balances. */
export async function writePayments(tx: Tx, orders: readonly DemoOrder[]): Promise<void> {
  const written = orders.flatMap((order) => (order.story.payment ? [createPayment(order, order.story.payment)] : []));
  await tx
    .insertInto("payments.payments")
    .values(written.map(({ payment }) => paymentRow(payment)))
    .execute();
  await inChunks(
    written.flatMap(({ refunds }) => refunds),
    500,
    (chunk) => tx.insertInto("payments.refunds").values(chunk.map(refundRow)).execute(),
  );
  const entries = written.flatMap((one) => one.entries);
  // One statement: the ledger checks each statement's transfers for balance.
  await tx
    .insertInto("payments.ledger_entries")
    .values(
      entries
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .map(({ transferId, paymentId, account, amountMinor, currency, at }) => ({
          transfer_id: transferId,
          payment_id: paymentId,
          account,
          amount_minor: amountMinor,
          currency,
          at,
        })),
    )
    .execute();
}

function createPayment(order: DemoOrder, story: PaymentStory): Written {
  const id = newId<PaymentId>();
  const createdAt = timeOf(order, story.capturedMs === null ? 60 : Math.min(story.capturedMs, 60));
  const lastRefundMs = story.refunds.at(-1)?.atMs;
  const payment: Payment = {
    id,
    orderId: order.id,
    orderNumber: order.number,
    sagaId: order.sagaId,
    provider: "sandbox",
    state: story.state,
    amountMinor: order.totalMinor,
    refundedMinor: refundedMinorOf(order),
    giftCardMinor: 0,
    giftCardRefundedMinor: 0,
    feeMinor: story.capturedMs === null ? 0 : feeMinor(order.totalMinor),
    currency: order.currency,
    // The card is forgotten once the charge is decided.
    token: story.state === "unknown" ? story.token : "",
    idempotencyKey: newId(),
    providerRef: `${DEMO_CHARGE}${id.slice(-12)}`,
    actionUrl: null,
    actionExpiresAt: null,
    failure: story.failure,
    traceparent: null,
    createdAt,
    updatedAt: timeOf(order, lastRefundMs ?? story.capturedMs ?? 200),
  };
  const refunds = story.refunds.map((refund) => ({
    id: newId(),
    paymentId: id,
    amountMinor: shareMinor(order.totalMinor, refund.percent * 100),
    giftCardMinor: 0,
    state: refund.done ? ("done" as const) : ("intent" as const),
    idempotencyKey: refund.done ? newId() : derivedId("saga refund", order.sagaId),
    providerRef: refund.done ? `re_demo_${newId().slice(-12)}` : null,
    reference: null,
    reason: refund.reason,
    at: timeOf(order, refund.atMs),
  }));
  const at = story.capturedMs === null ? null : timeOf(order, story.capturedMs);
  const charged = at
    ? [...chargeEntries(payment), ...feeEntries(payment, payment.feeMinor)].map((entry) => timed(entry, at))
    : [];
  const returned = refunds
    .filter((refund) => refund.state === "done")
    .flatMap((refund) => refundEntries(payment, refund).map((entry) => timed(entry, refund.at)));
  return { payment, refunds, entries: [...charged, ...returned] };
}

const timed = (entry: LedgerEntry, at: Date) => ({ ...entry, at });

function paymentRow(payment: Payment) {
  return {
    id: payment.id,
    order_id: payment.orderId,
    order_number: payment.orderNumber,
    saga_id: payment.sagaId,
    provider: payment.provider,
    state: payment.state,
    amount_minor: payment.amountMinor,
    refunded_minor: payment.refundedMinor,
    fee_minor: payment.feeMinor,
    currency: payment.currency,
    token: payment.token,
    idempotency_key: payment.idempotencyKey,
    provider_ref: payment.providerRef,
    failure: payment.failure,
    // The card of the token that its charge is imported with.
    card_brand: hasTaken(payment.state) ? "visa" : null,
    card_last4: hasTaken(payment.state) ? "4242" : null,
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
  };
}

function refundRow(refund: Written["refunds"][number]) {
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    amount_minor: refund.amountMinor,
    state: refund.state,
    idempotency_key: refund.idempotencyKey,
    provider_ref: refund.providerRef,
    reason: refund.reason,
    created_at: refund.at,
    updated_at: refund.at,
  };
}
