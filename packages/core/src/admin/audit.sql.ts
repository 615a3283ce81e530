import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";

export interface AuditEntryRow {
  readonly id: number;
  readonly at: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly at_us: number;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly address: string | null;
  readonly request_id: string | null;
}

export interface AuditFilter {
  /** Null for any actor. */
  readonly actorId: string | null;
  readonly action: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  /** ISO 8601; `from` is inclusive, `to` exclusive. */
  readonly from: string | null;
  readonly to: string | null;
  readonly before: { readonly atUs: number; readonly id: number } | null;
  readonly limit: number;
}

/** Entries of the audit log, newest first. Each filter has an index in that order. */
export async function selectAudit(db: Db | Tx, filter: AuditFilter): Promise<AuditEntryRow[]> {
  const wanted = [
    filter.actorId !== null && sql`e.actor_id = ${filter.actorId}::uuid`,
    filter.action !== null && sql`e.action = ${filter.action}`,
    filter.subjectKind !== null && sql`e.subject_kind = ${filter.subjectKind}`,
    filter.subjectId !== null && sql`e.subject_id = ${filter.subjectId}`,
    filter.from !== null && sql`e.at >= ${filter.from}::timestamptz`,
    filter.to !== null && sql`e.at < ${filter.to}::timestamptz`,
    filter.before !== null && sql`(e.at, e.id) < (${atMicroseconds(filter.before.atUs)}, ${filter.before.id}::bigint)`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<AuditEntryRow>`
    select e.id, e.at, ${microsecondsOf(sql`e.at`)} as at_us, e.actor_kind, e.actor_id, e.action,
      e.subject_kind, e.subject_id, e.before, e.after, e.reason, e.address, e.request_id
    from audit.entries as e
    where ${wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `)}
    order by e.at desc, e.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** The addresses of accounts that are not deleted, by id. */
export async function selectEmails(db: Db | Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from accounts.users where id = any(${[...ids]}::uuid[]) and status <> 'deleted'`.execute(db);
  return new Map(rows.map(({ id, email }) => [id, email]));
}

/** The account with this address, unless it is deleted. */
export async function selectIdOfEmail(db: Db | Tx, email: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from accounts.users where email = ${email} and status <> 'deleted'`.execute(db);
  return rows[0]?.id ?? null;
}

const CHOICES_MAX = 200;

/** The distinct values of an indexed column, found by skipping through the index. */
export async function selectDistinct(db: Db, column: "action" | "subject_kind"): Promise<string[]> {
  const name = sql.ref(column);
  const { rows } = await sql<{ value: string }>`
    with recursive known (value, nth) as (
      (select ${name}, 1 from audit.entries order by ${name} limit 1)
      union all
      select (select ${name} from audit.entries where ${name} > known.value order by ${name} limit 1), known.nth + 1
      from known where known.value is not null and known.nth < ${CHOICES_MAX}
    )
    select value from known where value is not null`.execute(db);
  return rows.map(({ value }) => value);
}
