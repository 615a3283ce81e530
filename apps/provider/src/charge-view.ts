import type { Charge } from "@cartwright/contracts/sandbox-provider";
import type { ProviderContext } from "./provider-context.ts";
import { ProviderFailure } from "./provider-failure.ts";
import type { ChargeRow, RefundRow } from "./store.ts";
import { TOKEN_PLANS } from "./token-plan.ts";

const isoOf = (ms: number) => new Date(ms).toISOString();

export function refundView(row: RefundRow): Charge["refunds"][number] {
  return { id: row.id, amountMinor: row.amount_minor, createdAt: isoOf(row.created_ms) };
}

/** A charge as the API returns it. */
export function chargeView(context: ProviderContext, row: ChargeRow): Charge {
  const waits = row.status === "requires_action";
  return {
    id: row.id,
    orderNumber: row.order_number,
    amountMinor: row.amount_minor,
    refundedMinor: row.refunded_minor,
    feeMinor: row.fee_minor,
    currency: row.currency,
    status: row.status,
    failureCode: row.failure_code,
    card: TOKEN_PLANS[row.token].card,
    actionUrl: waits ? `${context.publicUrl()}/actions/${row.id}` : null,
    actionExpiresAt: waits && row.action_expires_ms !== null ? isoOf(row.action_expires_ms) : null,
    idempotencyKey: row.idempotency_key,
    createdAt: isoOf(row.created_ms),
    refunds: row.refunded_minor === 0 ? [] : context.store.refundsOf(row.id).map(refundView),
  };
}

/** The charge's row. Throws 404 when it does not exist. */
export function mustFind(context: ProviderContext, chargeId: string): ChargeRow {
  const row = context.store.charge(chargeId);
  if (!row) throw new ProviderFailure(404, "not_found", "There is no such charge.");
  return row;
}
