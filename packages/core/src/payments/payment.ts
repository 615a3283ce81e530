import type { OrderId, PaymentId, SagaId } from "@cartwright/contracts/ids";
import { Currency } from "@cartwright/contracts/money";
import type { Selectable } from "kysely";
import type { DB } from "@cartwright/db/client";
import type { PaymentState } from "./payment-state.ts";

/** One payment of one order. Amounts in minor units of `currency`. */
export interface Payment {
  readonly id: PaymentId;
  readonly orderId: OrderId;
  readonly orderNumber: string;
  /** The saga to wake when the provider decides. */
  readonly sagaId: SagaId;
  readonly provider: "sandbox" | "stripe";
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly refundedMinor: number;
  /** The part of the amount that gift cards pay, and of the refunded amount that they got back. The rest is the provider's. */
  readonly giftCardMinor: number;
  readonly giftCardRefundedMinor: number;
  /** The provider's fee. 0 until it is reported. */
  readonly feeMinor: number;
  readonly currency: Currency;
  readonly token: string;
  readonly idempotencyKey: string;
  readonly providerRef: string | null;
  /** Where the shopper approves the payment, while it is `requires_action`. */
  readonly actionUrl: string | null;
  readonly actionExpiresAt: Date | null;
  /** The reason of a declined payment. */
  readonly failure: string | null;
  /** The trace of its order. */
  readonly traceparent: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A refund: `intent` before the provider is called, `done` or `failed` after. */
export interface Refund {
  readonly id: string;
  readonly paymentId: PaymentId;
  readonly amountMinor: number;
  /** The part of it that goes back to gift cards. */
  readonly giftCardMinor: number;
  readonly state: "intent" | "done" | "failed";
  readonly idempotencyKey: string;
  /** Null until it is made, and when it was made outside of the provider. */
  readonly providerRef: string | null;
  /** Where a payment outside of the provider is found. */
  readonly reference: string | null;
  readonly reason: string;
}

/** What the provider charges: the amount without the part that gift cards pay. */
export const chargedMinor = ({ amountMinor, giftCardMinor }: Pick<Payment, "amountMinor" | "giftCardMinor">): number =>
  amountMinor - giftCardMinor;

/** Whether gift cards pay for all of it, so that the provider has never heard of it. */
export const isPaidByGiftCards = (payment: Pick<Payment, "amountMinor" | "giftCardMinor">): boolean =>
  payment.giftCardMinor > 0 && chargedMinor(payment) === 0;

/** What was refunded by the provider, or by hand in its place. */
export const chargeRefundedMinor = (payment: Pick<Payment, "refundedMinor" | "giftCardRefundedMinor">): number =>
  payment.refundedMinor - payment.giftCardRefundedMinor;

/** What of a refund the provider pays. 0 when all of it goes back to gift cards. */
export const chargePartMinor = ({
  amountMinor,
  giftCardMinor,
}: Pick<Refund, "amountMinor" | "giftCardMinor">): number => amountMinor - giftCardMinor;

/** Maps a row. The table's check constraints and the writers of the ids guarantee the casts. */
export function paymentOf(row: Selectable<DB["payments.payments"]>): Payment {
  return {
    id: row.id as PaymentId,
    orderId: row.order_id as OrderId,
    orderNumber: row.order_number,
    sagaId: row.saga_id as SagaId,
    provider: row.provider as Payment["provider"],
    state: row.state as PaymentState,
    amountMinor: row.amount_minor,
    refundedMinor: row.refunded_minor,
    giftCardMinor: row.gift_card_minor,
    giftCardRefundedMinor: row.gift_card_refunded_minor,
    feeMinor: row.fee_minor,
    currency: Currency.parse(row.currency),
    token: row.token,
    idempotencyKey: row.idempotency_key,
    providerRef: row.provider_ref,
    actionUrl: row.action_url,
    actionExpiresAt: row.action_expires_at,
    failure: row.failure,
    traceparent: row.traceparent,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Maps a row of `payments.refunds`. */
export function refundOf(row: Selectable<DB["payments.refunds"]>): Refund {
  return {
    id: row.id,
    paymentId: row.payment_id as PaymentId,
    amountMinor: row.amount_minor,
    giftCardMinor: row.gift_card_minor,
    state: row.state as Refund["state"],
    idempotencyKey: row.idempotency_key,
    providerRef: row.provider_ref,
    reference: row.reference,
    reason: row.reason,
  };
}
