import type { PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { Difference } from "./compare-facts.ts";

export interface WebhookRow {
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly providerRef: string | null;
  readonly orderNumber: string | null;
  readonly payload: Record<string, unknown>;
  readonly outcome: "applied" | "ignored" | "unmatched" | "mismatch";
  /** The evidence of a mismatch. */
  readonly mismatch?: { readonly paymentId: PaymentId; readonly differences: readonly Difference[] };
}

/** Stores an event by its id. False when it is stored already. */
export async function insertWebhookEvent(db: Db | Tx, event: WebhookRow): Promise<boolean> {
  const rows = await db
    .insertInto("payments.webhook_events")
    .values({
      provider: event.provider,
      event_id: event.eventId,
      type: event.type,
      provider_ref: event.providerRef,
      order_number: event.orderNumber,
      payload: JSON.stringify(event.payload),
      outcome: event.outcome,
      payment_id: event.mismatch?.paymentId ?? null,
      mismatch: event.mismatch ? JSON.stringify(event.mismatch.differences) : null,
    })
    .onConflict((conflict) => conflict.columns(["provider", "event_id"]).doNothing())
    .returning("event_id")
    .execute();
  return rows.length > 0;
}

/**
 * The differences that webhooks stated, by payment: those of the last 30 days that were received after the payment's
 * finding was last resolved.
 */
export async function selectMismatches(
  db: Db,
  paymentIds: readonly PaymentId[],
): Promise<Map<PaymentId, readonly Difference[]>> {
  if (paymentIds.length === 0) return new Map();
  const { rows } = await sql<{ payment_id: PaymentId; differences: Difference[] }>`
    select event.payment_id, json_agg(difference) as differences
    from payments.webhook_events as event, jsonb_array_elements(event.mismatch) as difference
    where event.payment_id = any(${paymentIds}::uuid[]) and event.outcome = 'mismatch'
      and event.received_at > now() - interval '30 days'
      and not exists (
        select from payments.reconciliation_findings as stored
        where stored.payment_id = event.payment_id and stored.finding = 'webhook_mismatch'
          and stored.resolved_at >= event.received_at)
    group by event.payment_id`.execute(db);
  return new Map(rows.map((row) => [row.payment_id, row.differences]));
}
