import { randomBytes } from "node:crypto";
import { shareMinor } from "@cartwright/contracts/money";
import { type Charge, SandboxToken, type SandboxWebhook } from "@cartwright/contracts/sandbox-provider";
import { chargeView, mustFind } from "./charge-view.ts";
import type { ProviderContext } from "./provider-context.ts";
import { ProviderFailure } from "./provider-failure.ts";
import type { ChargeRow } from "./store.ts";
import { TOKEN_PLANS, type TokenPlan } from "./token-plan.ts";

/** The provider's fee is 1.4 % and 25 minor units of a successful charge, at most the whole charge. */
const FEE_BP = 140;
const FEE_FIXED_MINOR = 25;
const GATHER_MS = 50;

export function feeOf(amountMinor: number): number {
  return Math.min(amountMinor, shareMinor(amountMinor, FEE_BP) + FEE_FIXED_MINOR);
}

/** An unguessable reference: `ch_` and 96 random bits. */
export function newRef(prefix: "ch" | "re" | "evt"): string {
  return `${prefix}_${randomBytes(12).toString("hex")}`;
}

/** The sandbox's behaviour for a token. Throws 400 for an unknown one. */
export function planOf(token: string): TokenPlan {
  const known = SandboxToken.safeParse(token);
  if (!known.success) throw new ProviderFailure(400, "unknown_token", "There is no such token.");
  return TOKEN_PLANS[known.data];
}

/** Queues the event of a charge's new state, in the caller's transaction. Returns the delivery's id. */
export function announce(
  context: ProviderContext,
  row: ChargeRow,
  event: { readonly type: SandboxWebhook["type"]; readonly delayMs: number },
): number {
  const nowMs = Date.now();
  const webhook: SandboxWebhook = {
    id: newRef("evt"),
    type: event.type,
    createdAt: new Date(nowMs).toISOString(),
    charge: chargeView(context, row),
  };
  // Those that may wait share one time, so that the queue is read twenty times a second and not once for each.
  const atMs = event.delayMs === 0 ? nowMs : Math.ceil((nowMs + event.delayMs) / GATHER_MS) * GATHER_MS;
  const delivery = { url: row.webhook_url, body: JSON.stringify(webhook), atMs };
  const deliveryId = context.store.insertDelivery(webhook.id, delivery);
  if (event.type === "charge.succeeded" && planOf(row.token).webhook === "twice")
    context.store.insertDelivery(webhook.id, delivery);
  context.onDelivery(delivery.atMs);
  return deliveryId;
}

type Verdict = {
  readonly status: "succeeded" | "declined" | "voided";
  readonly failure_code: ChargeRow["failure_code"];
};

/** Decides a charge that is still open, and announces it at once. Returns null when it was decided before. */
function decide(context: ProviderContext, row: ChargeRow, verdict: Verdict): ChargeRow | null {
  const decision = {
    id: row.id,
    ...verdict,
    fee_minor: verdict.status === "succeeded" ? feeOf(row.amount_minor) : 0,
  };
  if (!context.store.decide(decision)) return null;
  const decided = { ...row, ...decision, decide_ms: null };
  announce(context, decided, { type: `charge.${verdict.status}`, delayMs: 0 });
  context.onDecided(row.id);
  return decided;
}

/** Voids a charge that is still open. Returns its state, which may have been decided before. */
export function voidCharge(context: ProviderContext, chargeId: string): Charge {
  return context.store.atomically(() => {
    const row = mustFind(context, chargeId);
    return chargeView(context, decide(context, row, { status: "voided", failure_code: null }) ?? row);
  });
}

/** Records the shopper's decision on the approval page, if it is not too late. Returns where the shopper is sent next. */
export function actOnCharge(context: ProviderContext, chargeId: string, approve: boolean): string {
  return context.store.atomically(() => {
    const row = mustFind(context, chargeId);
    if (row.action_expires_ms === null) throw new ProviderFailure(404, "not_found", "There is nothing to approve.");
    if (row.status === "requires_action" && Date.now() < row.action_expires_ms)
      decide(
        context,
        row,
        approve ? { status: "succeeded", failure_code: null } : { status: "declined", failure_code: "action_rejected" },
      );
    return row.return_url;
  });
}

/** Decides the charges that are due, at most 200. Returns the time of the next one, or null. */
export function decideDue(context: ProviderContext): number | null {
  context.store.atomically(() => {
    for (const row of context.store.dueCharges(Date.now()))
      decide(
        context,
        row,
        row.status === "requires_action"
          ? { status: "declined", failure_code: "action_expired" }
          : { status: planOf(row.token).later?.verdict ?? "declined", failure_code: null },
      );
  });
  return context.store.nextDecisionMs();
}
