import type { OrderId } from "@cartwright/contracts/ids";
import { isStorable } from "@cartwright/contracts/text";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { metrics } from "@cartwright/observability/metrics";
import { reportError } from "@cartwright/observability/report-error";
import { carryOn, inSpan } from "@cartwright/observability/spans";
import pRetry from "p-retry";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { derivedId } from "../kernel/ids.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import type { ChargeOutcome, GatewayEvent, PaymentGateway } from "../kernel/payment-gateway.ts";
import { compareFacts, confirmCharge, type Difference } from "./compare-facts.ts";
import type { Payment } from "./payment.ts";
import { type ProviderCharge, selectPaymentByProvider } from "./payments.sql.ts";
import { type FoundRow, insertFindings } from "./reconciliation-state.ts";
import { decideOutcome, recordLockedOutcomes } from "./record-outcomes.ts";
import { insertWebhookEvent, type WebhookRow } from "./webhook-events.sql.ts";

/**
 * `applied`: the payment moved and its saga was woken. `ignored`: a duplicate, or nothing new. `unmatched`: it matches no
 * payment; the event is stored for reconciliation. `mismatch`: it contradicts its payment; it is stored as evidence and moves
 * nothing. All four respond with 200, or the provider would keep sending.
 */
export type WebhookResult = "applied" | "ignored" | "unmatched" | "mismatch";

/** An event with the payment that it is about, and what of it that payment contradicts. */
interface Heard {
  readonly provider: string;
  readonly event: GatewayEvent;
  readonly payment: Payment | null;
  readonly differences: readonly Difference[];
  /** The charge as the provider's own record has it. Null while it was not asked, or contradicts the event. */
  readonly confirmed: ChargeOutcome | null;
}

/** The payment became known or moved between the comparison and its lock, so that the event must be compared again. */
class HeardTooEarly extends Error {}

/** How often an event is compared again. Its payment moves only a few times. */
const HEARINGS_MAX = 3;

const isNews = (payment: Payment, outcome: ChargeOutcome) => decideOutcome(payment, outcome).effect !== "unchanged";

/** The effect of an event on its payment. Pure. */
function resultOf({ event, payment, differences, confirmed }: Heard): WebhookResult {
  if (differences.length > 0) return "mismatch";
  if (event.outcome === null) return "ignored";
  if (payment === null) return "unmatched";
  return isNews(payment, confirmed ?? event.outcome) ? "applied" : "ignored";
}

const chargeOf = (provider: string, event: GatewayEvent): ProviderCharge => ({
  provider,
  providerRef: event.providerRef,
  orderNumber: event.orderNumber,
});
function rowOf({ provider, event, payment, differences }: Heard, outcome: WebhookResult): WebhookRow {
  const { eventId, type, payload, providerRef, orderNumber } = event;
  const row = { provider, eventId, type, payload, providerRef, orderNumber, outcome };
  return outcome === "mismatch" && payment ? { ...row, mismatch: { paymentId: payment.id, differences } } : row;
}

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
 * Reads what an event is about, without a lock, and compares its facts with ours. One that would move the payment is compared with
 * the provider's record too.
 */
async function hear(db: Db, gateway: PaymentGateway, event: GatewayEvent): Promise<Heard> {
  const provider = gateway.name;
  const payment =
    event.facts === null ? null : await selectPaymentByProvider(db, chargeOf(provider, event), "unlocked");
  if (payment === null) return { provider, event, payment, differences: [], confirmed: null };
  const differences = compareFacts(payment, event);
  const { outcome } = event;
  if (differences.length > 0 || outcome === null || !isNews(payment, outcome))
    return { provider, event, payment, differences, confirmed: null };
  const found = await confirmCharge(gateway, payment, { ...event, outcome });
  return { provider, event, payment, differences: found.differences, confirmed: found.outcome };
}

/**
 * Stores an event that brings nothing new. Most webhooks do, because the response to the call was faster. No lock is
 * needed: an outcome that changes nothing in a payment's state changes nothing in any later state (payment-state.test.ts).
 */
async function keepIfNoNews(db: Db, heard: Heard): Promise<boolean> {
  if (resultOf(heard) !== "ignored") return false;
  await inOrdersTrace(heard.payment, heard.event, () => insertWebhookEvent(db, rowOf(heard, "ignored")));
  return true;
}

async function applyEvent(tx: Tx, heard: Heard): Promise<{ readonly result: WebhookResult; readonly heard: Heard }> {
  const { provider, event } = heard;
  // The payment is locked before the event is stored: of two concurrent deliveries the second waits here, and then finds
  // the first.
  const payment = await selectPaymentByProvider(tx, chargeOf(provider, event), "for update");
  // The charge's id or its state may have become known meanwhile.
  const differences = payment && heard.differences.length === 0 ? compareFacts(payment, event) : heard.differences;
  const now = { ...heard, payment, differences };
  if (payment && heard.confirmed === null && resultOf(now) === "applied") throw new HeardTooEarly();
  return { result: await inOrdersTrace(payment, event, () => record(tx, now)), heard: now };
}

/**
 * The finding about a charge that names an order of ours without a payment. A charge without an order number is another
 * system's, which shares the account.
 */
function strangeChargeOf({ provider, event }: Heard): FoundRow[] {
  const { orderNumber, providerRef, facts } = event;
  if (orderNumber === null) return [];
  // No order here has this number, so the finding gets an id that is made from it.
  const orderId = derivedId("webhook without a payment", provider, orderNumber) as OrderId;
  const amount = facts ? `${facts.amountMinor} ${facts.currency}` : "unknown";
  const detail = `${provider}, order ${orderNumber}, charge ${providerRef}, amount ${amount}, event ${event.eventId}`;
  const state = `${orderNumber}, ${providerRef}`.slice(0, 200);
  const fact = {
    code: "webhook_unmatched" as const,
    ours: null,
    theirs: facts?.amountMinor ?? null,
    state,
    since: null,
  };
  return [{ orderId, paymentId: null, finding: "webhook_unmatched", detail, facts: [fact] }];
}

async function record(tx: Tx, heard: Heard): Promise<WebhookResult> {
  const { payment, confirmed } = heard;
  const result = resultOf(heard);
  const isNew = await insertWebhookEvent(tx, rowOf(heard, result));
  if (!isNew) return "ignored";
  if (result === "unmatched") await insertFindings(tx, strangeChargeOf(heard));
  if (payment === null || confirmed === null || result !== "applied") return result;
  await recordLockedOutcomes(tx, [{ payment, outcome: confirmed }]);
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

/** Reports a charge that this shop did not ask for, or has forgotten. */
function raiseUnmatched(deps: Deps, { provider, event }: Heard): void {
  const { eventId, orderNumber, providerRef } = event;
  const fields = { provider, eventId, orderNumber, providerRef };
  if (orderNumber === null) return deps.logger.warn(fields, "webhook without a payment, and without an order number");
  metrics.webhooksUnmatched.inc({ provider });
  deps.logger.error(
    fields,
    "a webhook states a charge for an order that has no payment here: look the charge up at the provider and refund it, unless " +
      "its order is missing because a backup was restored; rotate the webhook secret if the provider did not send it",
  );
  reportError(new Error("a webhook matches no payment"), { reason: "webhook_unmatched" });
}

/** Tells the operators about a contradiction: someone at the provider, or someone with its secret, states another charge. */
function raiseAlarm(deps: Deps, { provider, event, payment, differences }: Heard): void {
  const facts = differences.map(({ fact }) => fact);
  metrics.webhookMismatches.inc({ provider });
  deps.logger.error(
    { provider, eventId: event.eventId, orderNumber: payment?.orderNumber, orderId: payment?.orderId, facts },
    "a webhook contradicts its payment and was not applied: compare the charge at the provider with the order, and rotate " +
      "the webhook secret if the provider did not send it",
  );
  reportError(new Error("a webhook contradicts its payment"), {
    orderId: payment?.orderId,
    reason: "webhook_mismatch",
  });
}

/**
 * Handles one webhook of a provider: verifies its signature, compares its facts with the payment and, where it would move the
 * payment, with the provider's own record, and then, in one transaction, stores the event by its id, moves the payment and wakes its saga. Safe against duplicate, late and
 * out-of-order events. Throws `signature_invalid` or `invalid_input`; any other error means that the provider should send
 * the event again.
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
  return pRetry(() => hearAndApply(deps, gateway, event), {
    retries: HEARINGS_MAX - 1,
    minTimeout: 0,
    shouldRetry: ({ error }) => error instanceof HeardTooEarly,
  });
}

async function hearAndApply(deps: Deps, gateway: PaymentGateway, event: GatewayEvent): Promise<WebhookResult> {
  const read = await hear(deps.db, gateway, event);
  if (await keepIfNoNews(deps.db, read)) return "ignored";
  await deps.failPoints.pass("webhook.before-lock", event.type);
  const { result, heard } = await inTransaction(deps.db, async (tx) => {
    const applied = await applyEvent(tx, read);
    await deps.failPoints.pass("webhook.before-commit", event.type);
    return applied;
  });
  if (result === "applied") deps.nudgeRelay();
  if (result === "mismatch") raiseAlarm(deps, heard);
  if (result === "unmatched") raiseUnmatched(deps, heard);
  return result;
}
