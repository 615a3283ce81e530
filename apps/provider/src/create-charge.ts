import { type CreateCharge, SandboxToken } from "@cartwright/contracts/sandbox-provider";
import { announce, feeOf, newRef, planOf } from "./decide-charge.ts";
import type { ProviderContext } from "./provider-context.ts";
import { ProviderFailure } from "./provider-failure.ts";
import type { ChargeRow } from "./store.ts";
import type { TokenPlan } from "./token-plan.ts";

/** When `POST /charges` responds. */
export type CreateResult =
  | { readonly respond: "now" | "decided"; readonly chargeId: string }
  | { readonly respond: "never" }
  /** After the webhook was delivered. */
  | { readonly respond: "after-webhook"; readonly chargeId: string; readonly deliveryId: number };

/** The idempotency key, and the hash of the body that was sent with it. */
export interface IdempotencyKey {
  readonly value: string;
  readonly bodyHash: string;
}

export function keyConflict(): ProviderFailure {
  return new ProviderFailure(409, "idempotency_conflict", "This idempotency key was used with another request.");
}

/** Creates a charge, or finds the one that was created with the same key. */
export function createCharge(context: ProviderContext, input: CreateCharge, key: IdempotencyKey): CreateResult {
  const plan = planOf(input.token);
  const { store } = context;
  // Outside the transaction, because the refusal itself must be stored.
  if (plan.errorOnce && !store.chargeByKey(key.value) && store.refuseOnce(key.value))
    throw new ProviderFailure(500, "internal", "Something went wrong. Send the request again.");
  return store.atomically(() => {
    const known = store.chargeByKey(key.value);
    if (!known) return begin(context, newRow(context, plan, { input, key }), plan);
    if (known.body_hash !== key.bodyHash) throw keyConflict();
    return known.status === "pending" ? whilePending(known.id, plan) : { respond: "now", chargeId: known.id };
  });
}

const whilePending = (chargeId: string, plan: TokenPlan): CreateResult =>
  plan.respond === "never" ? { respond: "never" } : { respond: "decided", chargeId };

function begin(context: ProviderContext, row: ChargeRow, plan: TokenPlan): CreateResult {
  context.store.insertCharge(row);
  if (row.decide_ms !== null) context.onDecision(row.decide_ms);
  if (plan.status === "pending") return whilePending(row.id, plan);
  const deliveryId = announce(context, row, { type: `charge.${plan.status}`, delayMs: context.delays.webhookMs });
  return plan.webhook === "before"
    ? { respond: "after-webhook", chargeId: row.id, deliveryId }
    : { respond: "now", chargeId: row.id };
}

function newRow(
  { delays }: ProviderContext,
  plan: TokenPlan,
  { input, key }: { readonly input: CreateCharge; readonly key: IdempotencyKey },
): ChargeRow {
  const nowMs = Date.now();
  const expiresMs = plan.status === "requires_action" ? nowMs + delays.actionExpiryMs : null;
  return {
    id: newRef("ch"),
    order_number: input.orderNumber,
    amount_minor: input.amountMinor,
    refunded_minor: 0,
    fee_minor: plan.status === "succeeded" ? feeOf(input.amountMinor) : 0,
    currency: input.currency,
    token: SandboxToken.parse(input.token),
    status: plan.status,
    failure_code: plan.failureCode ?? null,
    idempotency_key: key.value,
    body_hash: key.bodyHash,
    webhook_url: input.webhookUrl,
    return_url: input.returnUrl,
    created_ms: nowMs,
    decide_ms: plan.later ? nowMs + delays[plan.later.after] : expiresMs,
    action_expires_ms: expiresMs,
  };
}
