import type { ChargeOutcome, GatewayEvent, PaymentGateway } from "../kernel/payment-gateway.ts";
import { chargedMinor, type Payment } from "./payment.ts";
import { hasTaken } from "./payment-state.ts";

/** One fact that differs between a webhook and our payment. Amounts in minor units. */
export interface Difference {
  readonly fact:
    | "amountMinor"
    | "currency"
    | "idempotencyKey"
    | "chargeId"
    | "feeMinor"
    | "refundedMinor"
    | "status"
    | "actionUrl";
  readonly expected: string | number | null;
  readonly received: string | number | null;
}

const NOTHING_TAKEN: ReadonlySet<ChargeOutcome["kind"]> = new Set(["declined", "voided"]);

/** What a webhook states that our payment contradicts. Empty when all of it agrees. Pure. */
export function compareFacts(payment: Payment, event: GatewayEvent): Difference[] {
  const { facts, providerRef } = event;
  if (facts === null) return [];
  const differences: Difference[] = [];
  const expectThat = (holds: boolean, fact: Difference["fact"], values: Omit<Difference, "fact">) => {
    if (!holds) differences.push({ fact, ...values });
  };
  const { currency, idempotencyKey } = payment;
  const amountMinor = chargedMinor(payment);
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
  // The provider never takes back a capture, whatever the order in which its events arrive.
  const isTakenBack = event.outcome !== null && NOTHING_TAKEN.has(event.outcome.kind) && hasTaken(payment.state);
  expectThat(!isTakenBack, "status", { expected: payment.state, received: event.outcome?.kind ?? null });
  return differences;
}

/** What the provider's own record says of a charge, and what of an event it contradicts. */
export interface Confirmation {
  readonly differences: readonly Difference[];
  /** The state of the charge, which is recorded instead of what the event states. Null when the event is contradicted. */
  readonly outcome: ChargeOutcome | null;
}

/**
 * Asks the provider about the charge of an event that would change a payment: a signature alone must not decide about an order.
 * Network only; throws `payment_timeout` or `payment_unavailable`, after which the provider sends the event again.
 */
export async function confirmCharge(
  gateway: PaymentGateway,
  payment: Payment,
  event: GatewayEvent & { readonly outcome: ChargeOutcome },
): Promise<Confirmation> {
  const { idempotencyKey, orderNumber } = payment;
  const providerRef = payment.providerRef ?? event.providerRef;
  const found = await gateway.find({ idempotencyKey, orderNumber, providerRef });
  const differences = compareRecord(payment, event, found);
  return { differences, outcome: differences.length > 0 ? null : found };
}

/** What the provider's record of a charge contradicts of an event. An event that the record has overtaken is not contradicted. */
function compareRecord(
  payment: Payment,
  { providerRef, outcome: stated, facts }: GatewayEvent & { readonly outcome: ChargeOutcome },
  found: ChargeOutcome | null,
): Difference[] {
  if (found === null || found.providerRef !== providerRef)
    return [{ fact: "chargeId", expected: found?.providerRef ?? null, received: providerRef }];
  const status: Difference = { fact: "status", expected: found.kind, received: stated.kind };
  if (stated.kind === "requires_action") {
    if (found.kind === "pending") return [status];
    if (found.kind === "requires_action" && found.actionUrl !== stated.actionUrl)
      return [{ fact: "actionUrl", expected: found.actionUrl, received: stated.actionUrl }];
  }
  if (NOTHING_TAKEN.has(stated.kind) && !NOTHING_TAKEN.has(found.kind)) return [status];
  if (stated.kind === "captured" && found.kind !== "captured") return [status];
  if (found.kind !== "captured") return [];
  const expectedMinor = chargedMinor(payment);
  const takenMinor = found.amounts?.takenMinor ?? expectedMinor;
  if (takenMinor !== expectedMinor) return [{ fact: "amountMinor", expected: expectedMinor, received: takenMinor }];
  const feeMinor = facts?.feeMinor ?? 0;
  // The provider may report its fee later than the event.
  return feeMinor === 0 || feeMinor === found.feeMinor
    ? []
    : [{ fact: "feeMinor", expected: found.feeMinor, received: feeMinor }];
}
