import type { GatewayEvent, PaymentGateway } from "../kernel/payment-gateway.ts";
import type { Payment } from "./payment.ts";

/** One fact that differs between a webhook and our payment. Amounts in minor units. */
export interface Difference {
  readonly fact: "amountMinor" | "currency" | "idempotencyKey" | "chargeId" | "feeMinor" | "refundedMinor" | "status";
  readonly expected: string | number | null;
  readonly received: string | number | null;
}

/** What a webhook states that our payment contradicts. Empty when all of it agrees. Pure. */
export function compareFacts(payment: Payment, event: GatewayEvent): Difference[] {
  const { facts, providerRef } = event;
  if (facts === null) return [];
  const differences: Difference[] = [];
  const expectThat = (holds: boolean, fact: Difference["fact"], values: Omit<Difference, "fact">) => {
    if (!holds) differences.push({ fact, ...values });
  };
  const { amountMinor, currency, idempotencyKey } = payment;
  expectThat(facts.amountMinor === amountMinor, "amountMinor", { expected: amountMinor, received: facts.amountMinor });
  expectThat(facts.currency === currency, "currency", { expected: currency, received: facts.currency });
  expectThat(facts.idempotencyKey === idempotencyKey, "idempotencyKey", {
    expected: idempotencyKey,
    received: facts.idempotencyKey,
  });
  expectThat(payment.providerRef === null || providerRef === payment.providerRef, "chargeId", {
    expected: payment.providerRef,
    received: providerRef,
  });
  expectThat(facts.feeMinor <= amountMinor, "feeMinor", { expected: amountMinor, received: facts.feeMinor });
  expectThat(facts.refundedMinor <= amountMinor, "refundedMinor", {
    expected: amountMinor,
    received: facts.refundedMinor,
  });
  return differences;
}

/**
 * Asks the provider about a charge whose id we do not know yet, because its response was lost or is still on its way: a
 * webhook alone must not introduce a charge. Network only; throws `payment_timeout` or `payment_unavailable`, after which the
 * provider sends the event again.
 */
export async function confirmCharge(
  gateway: PaymentGateway,
  payment: Payment,
  event: GatewayEvent,
): Promise<Difference[]> {
  if (payment.providerRef !== null || event.outcome === null || event.providerRef === null) return [];
  const { idempotencyKey, orderNumber } = payment;
  const found = await gateway.find({ idempotencyKey, orderNumber, providerRef: event.providerRef });
  if (found?.providerRef !== event.providerRef)
    return [{ fact: "chargeId", expected: found?.providerRef ?? null, received: event.providerRef }];
  if (event.outcome.kind === "captured" && found.kind !== "captured")
    return [{ fact: "status", expected: found.kind, received: event.outcome.kind }];
  return [];
}
