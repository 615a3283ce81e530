import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";

export interface WebhookRow {
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly payload: Record<string, unknown>;
  readonly outcome: "applied" | "ignored" | "unmatched";
}

/** Stores an event by its id. False when it is stored already. */
export async function insertWebhookEvent(db: Db | Tx, event: WebhookRow): Promise<boolean> {
  const rows = await db
    .insertInto("payments.webhook_events")
    .values({
      provider: event.provider,
      event_id: event.eventId,
      type: event.type,
      payload: JSON.stringify(event.payload),
      outcome: event.outcome,
    })
    .onConflict((conflict) => conflict.columns(["provider", "event_id"]).doNothing())
    .returning("event_id")
    .execute();
  return rows.length > 0;
}
