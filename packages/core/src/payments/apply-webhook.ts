import { isStorable } from "@cartwright/contracts/text";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { carryOn, inSpan } from "@cartwright/observability/spans";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import type { ChargeOutcome, GatewayEvent, PaymentGateway } from "../kernel/payment-gateway.ts";
import type { Payment } from "./payment.ts";
import { type ProviderCharge, selectPaymentByProvider } from "./payments.sql.ts";
import { decideOutcome, recordLockedOutcomes } from "./record-outcomes.ts";
import { insertWebhookEvent, type WebhookRow } from "./webhook-events.sql.ts";

/**
 * `applied`: the payment moved and its saga was woken. `ignored`: a duplicate, or nothing new. `unmatched`: it matches no
 * payment; the event is stored for reconciliation. All three respond with 200, or the provider would keep sending.
 */
export type WebhookResult = "applied" | "ignored" | "unmatched";

/** The effect of an event on its payment. Pure. */
function resultOf(payment: Payment | null, outcome: ChargeOutcome | null): WebhookResult {
  if (outcome === null) return "ignored";
  if (payment === null) return "unmatched";
  const { effect } = decideOutcome(payment, outcome);
  return effect === "foreign" ? "unmatched" : effect === "unchanged" ? "ignored" : "applied";
}

const chargeOf = (provider: string, event: GatewayEvent): ProviderCharge => ({
  provider,
  providerRef: event.providerRef,
  orderNumber: event.orderNumber,
});
const rowOf = (provider: string, event: GatewayEvent, outcome: WebhookResult): WebhookRow => ({
  provider,
  eventId: event.eventId,
  type: event.type,
  payload: event.payload,
  outcome,
});

/** Records a webhook in the trace of its order, because providers do not send our trace context. */
function inOrdersTrace<T>(payment: Payment | null, event: GatewayEvent, work: () => Promise<T>): Promise<T> {
  if (payment === null) return work();
  const { traceparent, provider } = payment;
  return inSpan(
    `webhook ${event.type}`,
    { kind: "consumer", traceparent, attributes: { "peer.service": provider } },
    work,
  );
}

/**
 * Stores an event that brings nothing new. Most webhooks do, because the response to the call was faster. No lock is
 * needed: an outcome that changes nothing in a payment's state changes nothing in any later state (payment-state.test.ts).
 */
async function keepIfNoNews(db: Db, provider: string, event: GatewayEvent): Promise<boolean> {
  const payment =
    event.outcome === null ? null : await selectPaymentByProvider(db, chargeOf(provider, event), "unlocked");
  if (resultOf(payment, event.outcome) !== "ignored") return false;
  await inOrdersTrace(payment, event, () => insertWebhookEvent(db, rowOf(provider, event, "ignored")));
  return true;
}

async function applyEvent(tx: Tx, provider: string, event: GatewayEvent): Promise<WebhookResult> {
  // The payment is locked before the event is stored: of two concurrent deliveries the second waits here, and then finds
  // the first.
  const payment = await selectPaymentByProvider(tx, chargeOf(provider, event), "for update");
  return inOrdersTrace(payment, event, () => record(tx, { provider, event, payment }));
}

async function record(
  tx: Tx,
  heard: { readonly provider: string; readonly event: GatewayEvent; readonly payment: Payment | null },
): Promise<WebhookResult> {
  const { provider, event, payment } = heard;
  const result = resultOf(payment, event.outcome);
  const isNew = await insertWebhookEvent(tx, rowOf(provider, event, result));
  if (!isNew) return "ignored";
  if (payment === null || event.outcome === null || result !== "applied") return result;
  await recordLockedOutcomes(tx, [{ payment, outcome: event.outcome }]);
  await appendToOutbox(tx, [
    {
      name: "payment.process",
      key: payment.orderId,
      payload: { orderId: payment.orderId, sagaId: payment.sagaId, version: 1 },
      traceparent: carryOn(payment.traceparent),
    },
  ]);
  return result;
}

/**
 * Handles one webhook of a provider: verifies its signature, stores the event by its id, moves the payment and wakes its
 * saga, all in one transaction. Safe against duplicate, late and out-of-order events. Throws `signature_invalid` or
 * `invalid_input`; any other error means that the provider should send the event again.
 */
export async function applyWebhook(
  deps: Deps,
  gateway: PaymentGateway,
  request: { readonly rawBody: Buffer; readonly header: (name: string) => string | undefined },
): Promise<WebhookResult> {
  const event = gateway.readWebhook(request.rawBody, request.header);
  // Sending it again would not help: the database can never store it.
  if (![event.eventId, event.type, event.providerRef ?? "", event.orderNumber ?? ""].every(isStorable))
    throw new AppError("invalid_input");
  if (await keepIfNoNews(deps.db, gateway.name, event)) return "ignored";
  const result = await inTransaction(deps.db, async (tx) => {
    const applied = await applyEvent(tx, gateway.name, event);
    await deps.failPoints.pass("webhook.before-commit", event.type);
    return applied;
  });
  if (result === "applied") deps.nudgeRelay();
  if (result === "unmatched")
    deps.logger.warn({ provider: gateway.name, eventId: event.eventId }, "webhook without a payment");
  return result;
}
