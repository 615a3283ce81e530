import type { MessageId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** A committed message that is to be delivered. */
export interface OutboxRow {
  readonly id: MessageId;
  readonly kind: "command" | "task" | "event";
  readonly name: string;
  readonly key: string;
  readonly payload: unknown;
  readonly traceparent: string | null;
}

/** Leases due messages, oldest first. The lease of a relay that dies expires after `leaseMs`. */
export async function claimRows(db: Db, limit: number, leaseMs: number): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    update saga.outbox set claimed_until = now() + ${leaseMs} * interval '1 millisecond'
    where id = any(array(
      select id from saga.outbox
      where published_at is null and available_at <= now() and (claimed_until is null or claimed_until < now())
      order by available_at, created_at limit ${limit} for update skip locked))
    returning id, kind, name, key, payload, traceparent`.execute(db);
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Ends leases early: the messages are due again after `afterMs`. */
export async function unclaimRows(db: Db, ids: readonly MessageId[], afterMs: number): Promise<void> {
  await sql`
    update saga.outbox set claimed_until = now() + ${afterMs} * interval '1 millisecond'
    where id = any(${ids}::uuid[]) and published_at is null`.execute(db);
}

/** Marks messages as delivered. */
export async function markRows(db: Db, ids: readonly MessageId[]): Promise<void> {
  await sql`update saga.outbox set published_at = now() where id = any(${ids}::uuid[]) and published_at is null`.execute(
    db,
  );
}

/** Deletes at most `limit` delivered messages older than `olderThanMs`. Returns how many. */
export async function deletePublished(db: Db, limit: number, olderThanMs: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from saga.outbox where id = any(array(
        select id from saga.outbox where published_at < now() - ${olderThanMs} * interval '1 millisecond'
        order by published_at limit ${limit} for update skip locked))
      returning 1)
    select count(*)::int as count from gone`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Deletes at most `limit` inbox rows older than `olderThanMs`. Returns how many. */
export async function deleteTaken(db: Db, limit: number, olderThanMs: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from saga.inbox where ctid = any(array(
        select ctid from saga.inbox where at < now() - ${olderThanMs} * interval '1 millisecond' order by at limit ${limit}))
      returning 1)
    select count(*)::int as count from gone`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The age of the oldest due message, in milliseconds. 0 when none is due. */
export async function selectLag(db: Db): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select coalesce(greatest(0, extract(epoch from now() - min(available_at)) * 1000), 0)::float8 as ms
    from saga.outbox where published_at is null and available_at <= now()`.execute(db);
  return rows[0]?.ms ?? 0;
}

/** How many messages wait, due or not, counted to `max` at most. */
export async function countWaiting(db: Db, max: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from saga.outbox where published_at is null limit ${max}) as waiting`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
