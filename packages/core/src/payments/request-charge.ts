import { AppError } from "../kernel/app-error.ts";
import type { ChargeOutcome, PaymentGateway, PaymentGateways } from "../kernel/payment-gateway.ts";
import { chargedMinor, type Payment } from "./payment.ts";

/** The adapter of a provider. Throws `payment_provider_unknown` when the shop does not have it. */
export function gatewayOf(gateways: PaymentGateways, provider: string): PaymentGateway {
  const gateway = gateways.get(provider);
  if (!gateway) throw new AppError("payment_provider_unknown");
  return gateway;
}

/** An order of zero, or one that gift cards pay for, needs no provider. */
const freeRef = (payment: Payment) => `free_${payment.id}`;

/**
 * Requests a charge; network only, so never inside a transaction. Every attempt carries the payment's one key, so repeating
 * it is safe. Throws `payment_timeout` without a response (the charge may exist: record `pending`, then wait for the
 * webhook or look it up) and `payment_unavailable` when the provider refused service (request it again later).
 */
export async function requestCharge(gateways: PaymentGateways, payment: Payment): Promise<ChargeOutcome> {
  if (chargedMinor(payment) === 0) return { kind: "captured", providerRef: freeRef(payment), feeMinor: 0 };
  return await gatewayOf(gateways, payment.provider).charge({
    idempotencyKey: payment.idempotencyKey,
    orderNumber: payment.orderNumber,
    amountMinor: chargedMinor(payment),
    currency: payment.currency,
    token: payment.token,
  });
}

/**
 * The provider's state of a payment. Null when it has never seen the charge. Network only; throws as {@link requestCharge}.
 */
export async function lookUpCharge(gateways: PaymentGateways, payment: Payment): Promise<ChargeOutcome | null> {
  if (chargedMinor(payment) === 0) return { kind: "captured", providerRef: freeRef(payment), feeMinor: 0 };
  return await gatewayOf(gateways, payment.provider).find({
    idempotencyKey: payment.idempotencyKey,
    orderNumber: payment.orderNumber,
    providerRef: payment.providerRef,
  });
}

/**
 * Makes sure that an undecided payment can no longer be captured. Returns the charge's state: `voided`, or `captured` or
 * `declined` if the provider decided first (a capture is then refunded). Network only; throws as {@link requestCharge}.
 */
export async function cancelCharge(gateways: PaymentGateways, payment: Payment): Promise<ChargeOutcome> {
  if (chargedMinor(payment) === 0) return { kind: "voided", providerRef: null };
  const known = payment.providerRef === null ? await lookUpCharge(gateways, payment) : null;
  if (payment.providerRef === null && known === null) return { kind: "voided", providerRef: null };
  if (known && known.kind !== "pending" && known.kind !== "requires_action") return known;
  const providerRef = payment.providerRef ?? known?.providerRef ?? null;
  if (providerRef === null) throw new AppError("payment_unavailable");
  return await gatewayOf(gateways, payment.provider).cancel({ idempotencyKey: payment.idempotencyKey, providerRef });
}
