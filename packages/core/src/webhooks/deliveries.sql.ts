import type { WebhookDeliveryEvent, WebhookDeliveryState } from "@cartwright/contracts/webhooks";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface NewDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly event: WebhookDeliveryEvent;
  readonly payload: string;
}

/** Writes deliveries down. An event that an endpoint has already is left out, so that a repeated message changes nothing. */
export async function insertDeliveries(tx: Tx, rows: readonly NewDelivery[]): Promise<void> {
  await sql`
    insert into webhooks.deliveries (id, endpoint_id, event_id, event, payload)
    select id, endpoint_id, event_id, event, payload from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.endpointId)}::uuid[], ${rows.map((row) => row.eventId)}::uuid[],
      ${rows.map((row) => row.event)}::text[], ${rows.map((row) => row.payload)}::text[]
    ) as given (id, endpoint_id, event_id, event, payload)
    on conflict (endpoint_id, event_id) do nothing`.execute(tx);
}

/** A delivery that its holder is to attempt. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly payload: string;
  readonly tries: number;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
  /** Null unless it signs too. */
  readonly oldSecret: string | null;
  readonly now: Date;
}

export interface ClaimLimits {
  /** Endpoints that are left out, because their deliveries are being sent. */
  readonly busy: readonly string[];
  readonly perEndpoint: number;
  /** A claim ends by itself after this long, for a process that dies. */
  readonly leaseMs: number;
}

/** Claims due deliveries, a few of each enabled endpoint, oldest first. A claim counts as a try. */
export async function claimDue(db: Db, { busy, perEndpoint, leaseMs }: ClaimLimits): Promise<ClaimedDelivery[]> {
  const { rows } = await sql<ClaimedDelivery>`
    with due as (
      select chosen.id from webhooks.endpoints as e
      cross join lateral (
        select d.id from webhooks.deliveries as d
        where d.endpoint_id = e.id and d.state = 'pending' and d.next_attempt_at <= now()
        order by d.next_attempt_at, d.id limit ${perEndpoint} for update skip locked) as chosen
      where e.state = 'enabled' and e.id <> all(${busy}::uuid[])
    )
    update webhooks.deliveries as d
    set tries = d.tries + 1, attempts = d.attempts + 1,
      next_attempt_at = now() + ${leaseMs} * interval '1 millisecond'
    from due, webhooks.endpoints as e
    where d.id = due.id and e.id = d.endpoint_id and d.state = 'pending' and d.next_attempt_at <= now()
    returning d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", d.payload, d.tries, d.attempts, e.url, e.secret,
      case when e.old_secret_until > now() then e.old_secret end as "oldSecret", now() as now`.execute(db);
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

export interface AttemptRow {
  readonly deliveryId: string;
  readonly number: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
  readonly answer: string;
}

/**
 * Records the outcome of the claim with this number. `retryMs` is null when it was the last, or it was accepted. False when the
 * claim had ended and another has followed: then nothing is recorded.
 */
export async function settleDelivery(
  tx: Tx,
  attempt: AttemptRow,
  end: { readonly state: WebhookDeliveryState; readonly retryMs: number | null },
): Promise<boolean> {
  const { deliveryId, number, status, error, durationMs, answer } = attempt;
  const { numAffectedRows } = await sql`
    update webhooks.deliveries
    set state = ${end.state}, last_status = ${status}, last_error = ${error},
      next_attempt_at = now() + ${end.retryMs ?? 0} * interval '1 millisecond'
    where id = ${deliveryId} and attempts = ${number} and state = 'pending'`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await sql`
    insert into webhooks.attempts (delivery_id, number, status, error, duration_ms, answer)
    values (${deliveryId}, ${number}, ${status}, ${error}, ${durationMs}, ${answer})`.execute(tx);
  return true;
}

export interface DeliveryRow {
  readonly id: string;
  readonly eventId: string;
  readonly event: WebhookDeliveryEvent;
  readonly state: WebhookDeliveryState;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
}

const COLUMNS = sql`
  d.id, d.event_id as "eventId", d.event, d.state, d.attempts, d.last_status as "lastStatus", d.last_error as "lastError",
  d.created_at as "createdAt", case when d.state = 'pending' then d.next_attempt_at end as "nextAttemptAt"`;

export interface DeliveryFilter {
  readonly endpointId: string;
  readonly state: WebhookDeliveryState | null;
  readonly event: WebhookDeliveryEvent | null;
  readonly beforeId: string | null;
  readonly limit: number;
}

/** The deliveries of an endpoint, newest first, from an index in that order. */
export async function selectDeliveries(db: Db, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const wanted = [
    sql`d.endpoint_id = ${filter.endpointId}`,
    filter.state !== null && sql`d.state = ${filter.state}`,
    filter.event !== null && sql`d.event = ${filter.event}`,
    filter.beforeId !== null && sql`d.id < ${filter.beforeId}::uuid`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<DeliveryRow>`
    select ${COLUMNS} from webhooks.deliveries as d where ${sql.join(wanted, sql` and `)}
    order by d.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** A delivery of an endpoint that was not removed, with what is sent. */
export async function selectDelivery(db: Db, id: string): Promise<(DeliveryRow & { payload: string }) | undefined> {
  const { rows } = await sql<DeliveryRow & { payload: string }>`
    select ${COLUMNS}, d.payload from webhooks.deliveries as d
    join webhooks.endpoints as e on e.id = d.endpoint_id and e.removed_at is null where d.id = ${id}`.execute(db);
  return rows[0];
}

export async function selectAttempts(
  db: Db,
  deliveryId: string,
  limit: number,
): Promise<(Omit<AttemptRow, "deliveryId"> & { at: Date })[]> {
  const { rows } = await sql<Omit<AttemptRow, "deliveryId"> & { at: Date }>`
    select number, at, status, error, duration_ms as "durationMs", answer from webhooks.attempts
    where delivery_id = ${deliveryId} order by number desc limit ${limit}`.execute(db);
  return rows;
}

/** How many of these exist, at endpoints that were not removed. */
export async function countDeliveries(db: Db | Tx, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from webhooks.deliveries as d
    join webhooks.endpoints as e on e.id = d.endpoint_id and e.removed_at is null
    where d.id = any(${ids}::uuid[])`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How often one delivery may be replayed. */
const REPLAYS_MAX = 20;

/**
 * Sends deliveries again that have ended, unless they were replayed too often or by this request before. Returns which.
 * Ordered by id, like every lock on several of them.
 */
export async function restartDeliveries(tx: Tx, ids: readonly string[], replayKey: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with chosen as (
      select id from webhooks.deliveries
      where id = any(${ids}::uuid[]) and state <> 'pending' and replays < ${REPLAYS_MAX} and replay_key is distinct from ${replayKey}::uuid
      order by id for update
    )
    update webhooks.deliveries as d
    set state = 'pending', tries = 0, replays = d.replays + 1, replay_key = ${replayKey}::uuid, next_attempt_at = now()
    from chosen where d.id = chosen.id returning d.id`.execute(tx);
  return rows.map((row) => row.id).toSorted();
}

/** Deletes at most `limit` deliveries that are older, with their attempts, and removed endpoints that have none left. */
export async function deleteOldDeliveries(db: Db, limit: number, days: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from webhooks.deliveries where id = any(array(
        select id from webhooks.deliveries where created_at < now() - ${days} * interval '1 day'
        order by created_at limit ${limit} for update skip locked))
      returning 1)
    select count(*)::int as count from gone`.execute(db);
  await sql`
    delete from webhooks.endpoints as e
    where e.removed_at is not null and not exists (select from webhooks.deliveries as d where d.endpoint_id = e.id)`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
