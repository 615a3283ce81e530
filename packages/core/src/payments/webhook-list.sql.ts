import type { InboundOutcome, RerunEffect } from "@cartwright/contracts/inbound-webhooks";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { Difference } from "./compare-facts.ts";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";

export interface WebhookId {
  readonly provider: string;
  readonly eventId: string;
}

export interface ListedWebhook extends WebhookId {
  readonly type: string;
  readonly outcome: InboundOutcome;
  readonly orderNumber: string | null;
  readonly receivedAt: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly receivedAtUs: number;
  readonly rerunAt: Date | null;
  readonly rerunEffect: RerunEffect | null;
}

export interface WebhookFilter {
  readonly outcome: InboundOutcome | null;
  readonly order: string | null;
  readonly before: (WebhookId & { readonly atUs: number }) | null;
  readonly limit: number;
}

const COLUMNS = sql`
  provider, event_id as "eventId", type, outcome, order_number as "orderNumber", received_at as "receivedAt",
  ${microsecondsOf(sql`received_at`)} as "receivedAtUs", rerun_at as "rerunAt", rerun_effect as "rerunEffect"`;

/** Newest first, from an index in that order. Those of one moment are by provider and id. */
export async function selectWebhooks(
  db: Db,
  { outcome, order, before, limit }: WebhookFilter,
): Promise<ListedWebhook[]> {
  const at = before && atMicroseconds(before.atUs);
  const wanted = [
    sql`true`,
    outcome !== null && sql`outcome = ${outcome}`,
    order !== null && sql`order_number = ${order}`,
    before !== null &&
      at !== null &&
      sql`received_at <= ${at} and (received_at < ${at} or (provider, event_id) > (${before.provider}, ${before.eventId}))`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<ListedWebhook>`
    select ${COLUMNS} from payments.webhook_events where ${sql.join(wanted, sql` and `)}
    order by received_at desc, provider, event_id limit ${limit}`.execute(db);
  return rows;
}

export interface WebhookDetailRow extends ListedWebhook {
  readonly providerRef: string | null;
  readonly payload: unknown;
  readonly mismatch: readonly Difference[] | null;
}

export async function selectWebhook(db: Db | Tx, { provider, eventId }: WebhookId): Promise<WebhookDetailRow | null> {
  const { rows } = await sql<WebhookDetailRow>`
    select ${COLUMNS}, provider_ref as "providerRef", payload, mismatch from payments.webhook_events
    where provider = ${provider} and event_id = ${eventId}`.execute(db);
  return rows[0] ?? null;
}

export async function markRerun(tx: Tx, { provider, eventId }: WebhookId, effect: RerunEffect): Promise<void> {
  await sql`
    update payments.webhook_events set rerun_at = now(), rerun_effect = ${effect}
    where provider = ${provider} and event_id = ${eventId}`.execute(tx);
}

export interface RefusalRow {
  readonly provider: string;
  readonly reason: string;
  readonly count: number;
  readonly lastAt: Date;
}

/** Of the last 24 hours, most first. */
export async function selectRefusals(db: Db, limit: number): Promise<RefusalRow[]> {
  const { rows } = await sql<RefusalRow>`
    select provider, reason, sum(count)::int as count, max(last_at) as "lastAt" from payments.webhook_refusals
    where last_at > now() - interval '24 hours' group by provider, reason order by count desc, provider, reason limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function addRefusals(
  db: Db,
  refusal: { readonly provider: string; readonly reason: string; readonly count: number },
): Promise<void> {
  await sql`
    insert into payments.webhook_refusals (provider, reason, hour, count, last_at)
    values (${refusal.provider}, ${refusal.reason}, date_trunc('hour', now(), 'UTC'), ${refusal.count}, now())
    on conflict (provider, reason, hour) do update
    set count = least(webhook_refusals.count::bigint + excluded.count, 2147483647), last_at = excluded.last_at`.execute(
    db,
  );
}

/** Returns how many were deleted. */
export async function deleteRefusals(db: Db, olderThanDays: number): Promise<number> {
  const { rows } = await sql`
    delete from payments.webhook_refusals where hour < now() - ${olderThanDays} * interval '1 day' returning hour`.execute(
    db,
  );
  return rows.length;
}
