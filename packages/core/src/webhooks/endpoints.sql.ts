import type { WebhookEvent } from "@cartwright/contracts/webhooks";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface EndpointRow {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: WebhookEvent[];
  readonly state: "enabled" | "disabled" | "failed";
  readonly failingSince: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  /** Null once it has passed. */
  readonly oldSecretUntil: Date | null;
  readonly waiting: number;
  readonly version: number;
  readonly createdAt: Date;
}

/** The values that staff choose. */
export interface EndpointValues {
  readonly url: string;
  readonly description: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
}

const COLUMNS = sql`
  e.id, e.url, e.description, e.events, e.state, e.failing_since as "failingSince", e.last_success_at as "lastSuccessAt",
  e.last_failure_at as "lastFailureAt", e.version, e.created_at as "createdAt",
  case when e.old_secret_until > now() then e.old_secret_until end as "oldSecretUntil"`;
const waiting = (max: number) => sql`
  (select count(*)::int from (
    select 1 from webhooks.deliveries as d where d.endpoint_id = e.id and d.state = 'pending' limit ${max}) as few) as waiting`;

/** The endpoints that were not removed, oldest first. */
export async function selectEndpoints(db: Db | Tx, waitingMax: number): Promise<EndpointRow[]> {
  const { rows } = await sql<EndpointRow>`
    select ${COLUMNS}, ${waiting(waitingMax)} from webhooks.endpoints as e
    where e.removed_at is null order by e.created_at, e.id`.execute(db);
  return rows;
}

export async function selectEndpoint(db: Db | Tx, id: string, waitingMax: number): Promise<EndpointRow | undefined> {
  const { rows } = await sql<EndpointRow>`
    select ${COLUMNS}, ${waiting(waitingMax)} from webhooks.endpoints as e
    where e.id = ${id} and e.removed_at is null`.execute(db);
  return rows[0];
}

type LockedEndpoint = Omit<EndpointRow, "waiting"> & { readonly now: Date };

/** Locks an endpoint for a change. */
export async function lockEndpoint(tx: Tx, id: string): Promise<LockedEndpoint | undefined> {
  const { rows } = await sql<LockedEndpoint>`
    select ${COLUMNS}, now() as now from webhooks.endpoints as e where e.id = ${id} and e.removed_at is null for update`.execute(
    tx,
  );
  return rows[0];
}

/** Serialises the creation of endpoints, so that their number has a limit. Returns how many there are. */
export async function lockEndpointCount(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('webhooks.endpoints'))`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from webhooks.endpoints where removed_at is null`.execute(tx);
  return rows[0]?.count ?? 0;
}

const stateOf = (enabled: boolean) => (enabled ? "enabled" : "disabled");

export async function insertEndpoint(
  tx: Tx,
  { id, secret, url, description, events, enabled }: EndpointValues & { readonly id: string; readonly secret: string },
): Promise<void> {
  await sql`
    insert into webhooks.endpoints (id, url, description, events, state, secret)
    values (${id}, ${url}, ${description}, ${events}::text[], ${stateOf(enabled)}, ${secret})`.execute(tx);
}

/** Enabling an endpoint begins its record of failures anew. */
export async function updateEndpoint(tx: Tx, id: string, values: EndpointValues): Promise<void> {
  const { url, description, events, enabled } = values;
  await sql`
    update webhooks.endpoints
    set url = ${url}, description = ${description}, events = ${events}::text[],
      failing_since = case when ${enabled} and state <> 'enabled' then null else failing_since end,
      failures = case when ${enabled} and state <> 'enabled' then 0 else failures end,
      state = case when not ${enabled} and state = 'failed' then state else ${stateOf(enabled)} end,
      version = version + 1, updated_at = now()
    where id = ${id}`.execute(tx);
}

/** Its secrets are forgotten. Its deliveries stay until they are too old. */
export async function markRemoved(tx: Tx, id: string): Promise<void> {
  await sql`
    update webhooks.endpoints
    set removed_at = now(), state = 'disabled', secret = '', old_secret = null, old_secret_until = null,
      version = version + 1, updated_at = now()
    where id = ${id}`.execute(tx);
}

/** The secret that signed until now signs beside the new one for some hours. */
export async function replaceSecret(
  tx: Tx,
  id: string,
  next: { readonly secret: string; readonly hours: number },
): Promise<void> {
  await sql`
    update webhooks.endpoints
    set old_secret = secret, old_secret_until = now() + ${next.hours} * interval '1 hour', secret = ${next.secret},
      version = version + 1, updated_at = now()
    where id = ${id}`.execute(tx);
}

/** Who is told of which events now, and the time. */
export async function selectSubscribers(db: Db | Tx): Promise<{ id: string; events: WebhookEvent[]; now: Date }[]> {
  const { rows } = await sql<{ id: string; events: WebhookEvent[]; now: Date }>`
    select id, events, now() as now from webhooks.endpoints where state = 'enabled' order by id`.execute(db);
  return rows;
}

/** The outcome of an attempt, on its endpoint. Returns whether it has been failing for so long that it was disabled now. */
export async function markOutcome(
  tx: Tx,
  id: string,
  outcome: { readonly accepted: boolean; readonly failingHours: number; readonly failures: number },
): Promise<boolean> {
  if (outcome.accepted) {
    await sql`
      update webhooks.endpoints set failing_since = null, failures = 0, last_success_at = now() where id = ${id}`.execute(
      tx,
    );
    return false;
  }
  await sql`
    update webhooks.endpoints
    set failing_since = coalesce(failing_since, now()), failures = failures + 1, last_failure_at = now()
    where id = ${id}`.execute(tx);
  const { numAffectedRows } = await sql`
    update webhooks.endpoints set state = 'failed', version = version + 1, updated_at = now()
    where id = ${id} and state = 'enabled' and failures >= ${outcome.failures}
      and failing_since <= now() - ${outcome.failingHours} * interval '1 hour'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Sealed secrets of endpoints, to seal them anew. */
export async function selectSealed(db: Db): Promise<{ id: string; secret: string; oldSecret: string | null }[]> {
  const { rows } = await sql<{ id: string; secret: string; oldSecret: string | null }>`
    select id, secret, old_secret as "oldSecret" from webhooks.endpoints where removed_at is null`.execute(db);
  return rows;
}

/** Replaces the seals, unless the secrets have changed meanwhile. An old secret that is null has ended. */
export async function replaceSealed(
  db: Db,
  was: { readonly id: string; readonly secret: string },
  is: { readonly secret: string; readonly oldSecret: string | null },
): Promise<void> {
  await sql`
    update webhooks.endpoints
    set secret = ${is.secret}, old_secret = ${is.oldSecret}::text,
      old_secret_until = case when ${is.oldSecret}::text is null then null else old_secret_until end
    where id = ${was.id} and secret = ${was.secret}`.execute(db);
}
